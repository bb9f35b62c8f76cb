/**
 * The remote as the rest of the operator sees it: what can be asked, what is answered, and what is known of each pool.
 *
 * <p>{@link dev.proxypool.proxy.ProxyApi} has the obligations of a client, and failures are values ({@link
 * dev.proxypool.proxy.Answer.Failed}), never exceptions. How requests are made is in {@code proxy.http}, when they may start
 * in {@code proxy.governor}. Read {@link dev.proxypool.proxy.ProxyApi} first, then {@link dev.proxypool.proxy.PoolCache}.
 */
@NullMarked
package dev.proxypool.proxy;

import org.jspecify.annotations.NullMarked;
