/**
 * A simulator of Twilio Proxy's short-code API: a second, independent reading of the contract, for trying out and for
 * tests. Nothing of the other packages is used here, so that a misreading in the client cannot hide in its own test.
 *
 * <p>Read {@link dev.proxypool.simulator.Simulator} first, then {@code ApiHandler} (the way of one request),
 * {@code Router}, {@code ShortCodes}; {@link dev.proxypool.simulator.Behaviour} lists what Twilio does not publish and
 * what the simulator therefore lets the user choose.
 */
@NullMarked
package dev.proxypool.simulator;

import org.jspecify.annotations.NullMarked;
