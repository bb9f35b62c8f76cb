package dev.proxypool.app;

import dev.proxypool.proxy.http.AccountHosts;
import java.util.List;

/**
 * How far the operator follows ProxyAccounts.
 *
 * @param served false if the operator must not read ProxyAccounts and Secrets
 * @param selectors whether it may read Namespaces, if a selector needs their labels
 * @param hosts where credentials may be sent
 */
public record AccountPolicy(boolean served, boolean selectors, AccountHosts hosts) {

    public static final AccountPolicy SERVED = new AccountPolicy(true, true, AccountHosts.TWILIO);
    public static final AccountPolicy NOT_SERVED = new AccountPolicy(false, true, AccountHosts.TWILIO);

    /** Serves them, and sends their credentials to these hosts besides Twilio. */
    public static AccountPolicy allowing(String host) {
        return new AccountPolicy(true, true, AccountHosts.of(List.of(host)));
    }
}
