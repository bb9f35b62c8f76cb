package dev.proxypool.domain;

/**
 * What a poll of a Service's pool found. It has three variants, because failure is never absence: only {@link Fresh}
 * says which members are in the pool, and only {@link ServiceGone} says that there is no pool.
 */
public sealed interface Observation {

    /** The whole pool was read. */
    record Fresh(PoolSnapshot pool) implements Observation {}

    /** Twilio accepted the credentials and said that the Service does not exist; its memberships went with it. */
    record ServiceGone(Sid.Service service) implements Observation {}

    /** Nothing is known about the pool, so the operator must not write to it. */
    record Unreadable(Trouble trouble) implements Observation {}
}
