package dev.proxypool.app;

/**
 * How far the operator follows ProxyAccounts.
 *
 * @param served false if ProxyAccounts and Secrets are not even looked at
 * @param selectors whether Namespaces may be read, if a selector needs their labels
 */
public record AccountPolicy(boolean served, boolean selectors) {

    public static final AccountPolicy SERVED = new AccountPolicy(true, true);
    public static final AccountPolicy NOT_SERVED = new AccountPolicy(false, true);
}
