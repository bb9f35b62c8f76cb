/**
 * A simulator of Twilio Proxy's pools of short codes and phone numbers: a second, independent reading of the contract,
 * for trying out and for tests. It uses no other package, so that a misreading in the client cannot hide in its own
 * test.
 *
 * <p>Read {@link dev.proxypool.simulator.Simulator} first, then {@code ApiHandler} (how a request is served), {@code
 * Router}, {@code PoolMembers}; {@code EntryKind} says how codes and numbers differ; {@link
 * dev.proxypool.simulator.Behaviour} lists what Twilio does not publish and the user can therefore choose.
 */
@NullMarked
package dev.proxypool.simulator;

import org.jspecify.annotations.NullMarked;
