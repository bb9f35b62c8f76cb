package dev.proxypool.proxy.http;

import java.util.function.Function;

/** The result of parsing a text from outside: a value, or the problem with the text. Nothing is guessed. */
sealed interface Parsed<T> {

    record Success<T>(T value) implements Parsed<T> {}

    /** @param problem one sentence without a full stop, the same for the same text */
    record Malformed<T>(String problem) implements Parsed<T> {}

    /** Continues, unless there was a problem already. */
    default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
        return switch (this) {
            case Success<T>(T value) -> next.apply(value);
            case Malformed<T>(String problem) -> new Malformed<>(problem);
        };
    }
}
