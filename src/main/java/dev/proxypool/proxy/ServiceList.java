package dev.proxypool.proxy;

import java.util.List;

/** Which Services an account has. The operator does not need to know; a person who begins with it does. */
@FunctionalInterface
public interface ServiceList {

    /** ListService: all of them, with the obligations of {@link ProxyApi#list}. One request a page. */
    Answer<List<NamedService>> list();
}
