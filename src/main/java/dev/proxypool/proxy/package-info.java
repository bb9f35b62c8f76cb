/**
 * The remote API as the rest of the operator sees it: its calls, their answers, and what is known of each pool.
 *
 * <p>{@link dev.proxypool.proxy.ProxyApi} states the obligations of a client, and failures are values ({@link
 * dev.proxypool.proxy.Answer.Failed}), never exceptions. {@code proxy.http} sends requests, and {@code proxy.governor}
 * decides when they may start. Read {@link dev.proxypool.proxy.ProxyApi} first, then {@link
 * dev.proxypool.proxy.PoolCache}.
 */
@NullMarked
package dev.proxypool.proxy;

import org.jspecify.annotations.NullMarked;
