/**
 * The rate limiter and circuit breakers of an account: when a call may start, and when to ask again.
 *
 * <p>Nothing here sends a request. {@link dev.proxypool.proxy.governor.Governor} is a state machine that receives the
 * time; {@link dev.proxypool.proxy.governor.GovernedProxyApi} waits. Read {@link dev.proxypool.proxy.governor.Limits}
 * first.
 */
@NullMarked
package dev.proxypool.proxy.governor;

import org.jspecify.annotations.NullMarked;
