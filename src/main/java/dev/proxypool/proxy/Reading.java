package dev.proxypool.proxy;

import java.util.function.Function;

/** What was made of a text from outside: a value, or what is wrong with the text. Nothing is guessed. */
sealed interface Reading<T> {

    record Clear<T>(T value) implements Reading<T> {}

    /** @param flaw one sentence without a full stop, the same for the same text */
    record Flawed<T>(String flaw) implements Reading<T> {}

    /** Reads on, unless something was wrong already. */
    default <R> Reading<R> then(Function<? super T, Reading<R>> next) {
        return switch (this) {
            case Clear<T>(T value) -> next.apply(value);
            case Flawed<T>(String flaw) -> new Flawed<>(flaw);
        };
    }
}
