package dev.proxypool.proxy.http;

import java.util.function.Function;

/** What was made of a text from outside: a value, or what is wrong with the text. Nothing is guessed. */
sealed interface Parsed<T> {

    record Success<T>(T value) implements Parsed<T> {}

    /** @param problem one sentence without a full stop, the same for the same text */
    record Malformed<T>(String problem) implements Parsed<T> {}

    /** Reads on, unless something was wrong already. */
    default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
        return switch (this) {
            case Success<T>(T value) -> next.apply(value);
            case Malformed<T>(String problem) -> new Malformed<>(problem);
        };
    }
}
