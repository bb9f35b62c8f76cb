/**
 * Requests to Twilio: where to, with which credentials, through which proxy, and what each answer means.
 *
 * <p>OkHttp and Jackson's parsing of Twilio's bodies stay inside. Input is bounded here, and text is cleaned here. It neither
 * waits nor repeats. Read {@link dev.proxypool.proxy.http.OkHttpProxyApi} first, then {@code Failures}.
 */
@NullMarked
package dev.proxypool.proxy.http;

import org.jspecify.annotations.NullMarked;
