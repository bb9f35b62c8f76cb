package dev.proxypool.proxy;

import java.util.List;

/** The Services of an account. The operator does not need them; a user who sets it up does. */
@FunctionalInterface
public interface ServiceList {

    /** ListService: all of them, with the obligations of {@link ProxyApi#list}. One request per page. */
    Answer<List<NamedService>> list();
}
