package dev.proxypool.cli;

import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.ReadOnlyProxyApi;
import dev.proxypool.proxy.ServiceList;
import dev.proxypool.proxy.governor.Sleeper;

/**
 * The account whose credentials are in the environment, which commands only read.
 *
 * @param host that is asked
 * @param pools cannot write
 * @param sleeper waits out what Twilio asks to wait for
 */
public record Twilio(Sid.Account account, String host, ReadOnlyProxyApi pools, ServiceList services, Sleeper sleeper) {

    /** Found when it is needed, so that help can be had without credentials. */
    @FunctionalInterface
    public interface Source {
        /** Throws {@link NoCredentials} if there are none, or with a message for the user if they make no sense. */
        Twilio get();
    }

    public static Twilio of(Sid.Account account, String host, ProxyApi pools, ServiceList services) {
        return new Twilio(account, host, new ReadOnlyProxyApi(pools), services, Sleeper.SLEEP);
    }
}
