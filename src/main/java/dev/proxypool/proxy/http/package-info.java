/**
 * Requests to Twilio: their address, credentials and proxy, and what each answer means.
 *
 * <p>OkHttp and the parsing of Twilio's bodies with Jackson stay inside. This package bounds all input, and cleans all
 * text. It neither waits nor retries. Read {@link dev.proxypool.proxy.http.OkHttpProxyApi} first, then {@code
 * Failures}.
 */
@NullMarked
package dev.proxypool.proxy.http;

import org.jspecify.annotations.NullMarked;
