package dev.proxypool.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How Kubernetes writes a constant, in a spec and in a condition's reason: IF_MATCHES becomes IfMatches. */
public final class CamelCase {

    private CamelCase() {}

    public static String of(Enum<?> constant) {
        return Arrays.stream(constant.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
