/**
 * The remote: a typed client of Twilio Proxy, the governor that keeps within its limits, and the shared view of its pools.
 *
 * <p>OkHttp and Jackson's parsing of Twilio's bodies stay inside. Failures leave this package as values ({@link
 * dev.proxypool.proxy.Answer.Failed}), never as exceptions. Read {@link dev.proxypool.proxy.ProxyApi} first, then
 * {@link dev.proxypool.proxy.Governor}.
 */
@NullMarked
package dev.proxypool.proxy;

import org.jspecify.annotations.NullMarked;
