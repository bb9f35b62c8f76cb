package dev.proxypool.proxy;

import dev.proxypool.domain.Trouble;

/** The result of a remote call: what was requested, or why it failed. */
public sealed interface Answer<T> {
    record Ok<T>(T value) implements Answer<T> {}

    record Failed<T>(Trouble trouble) implements Answer<T> {}
}
