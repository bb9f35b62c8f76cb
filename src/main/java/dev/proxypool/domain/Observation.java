package dev.proxypool.domain;

/**
 * What was seen of a Service's pool. Three answers, because failure is never absence: only {@link Fresh} says which codes
 * are in the pool, and only {@link ServiceGone} says that there is no pool.
 */
public sealed interface Observation {

    /** The whole pool was read. */
    record Fresh(PoolSnapshot pool) implements Observation {}

    /** Working credentials were told that there is no such Service; its memberships went with it. */
    record ServiceGone(Sid.Service service) implements Observation {}

    /** Nothing is known about the pool, and so nothing may be written to it. */
    record Unreadable(Trouble trouble) implements Observation {}
}
