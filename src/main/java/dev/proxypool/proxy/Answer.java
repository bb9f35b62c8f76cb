package dev.proxypool.proxy;

import dev.proxypool.domain.Trouble;

/** What a remote call brought: what was asked for, or why not. */
public sealed interface Answer<T> {
    record Ok<T>(T value) implements Answer<T> {}

    record Failed<T>(Trouble trouble) implements Answer<T> {}
}
