/**
 * Measures the whole operator from outside: operator, simulated Twilio and API server are processes of their own, and what is
 * told is what those count. Start with {@link dev.proxypool.bench.Bench}, then {@link dev.proxypool.bench.Rig}. Nothing here
 * is on the class path of the operator.
 */
@NullMarked
package dev.proxypool.bench;

import org.jspecify.annotations.NullMarked;
