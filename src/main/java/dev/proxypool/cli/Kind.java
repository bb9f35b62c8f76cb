package dev.proxypool.cli;

import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of custom resources, in the order in which people want to see them. */
public enum Kind {
    ACCOUNT(ProxyAccount.class, ProxyAccount.KIND, "pxa"),
    POOL(ProxyShortCodePool.class, ProxyShortCodePool.KIND, "pscp"),
    SHORT_CODE(ProxyShortCode.class, ProxyShortCode.KIND, "psc");

    /** As a manifest names group and version. */
    public static final String API_VERSION = ProxyShortCode.GROUP + "/" + ProxyShortCode.VERSION;

    private final Class<? extends CustomResource<?, ?>> type;
    private final String kind;
    private final String shortName;

    Kind(Class<? extends CustomResource<?, ?>> type, String kind, String shortName) {
        this.type = type;
        this.kind = kind;
        this.shortName = shortName;
    }

    /** The kind that a manifest names. */
    static Optional<Kind> named(String kind) {
        return Arrays.stream(values()).filter(one -> one.kind.equals(kind)).findFirst();
    }

    /**
     * The kind as people write it for kubectl: short, singular or plural, in any case, with the group or without.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static Kind spoken(String word) {
        String plain =
                word.toLowerCase(Locale.ROOT).replaceFirst("\\." + Pattern.quote(ProxyShortCode.GROUP) + "$", "");
        return Arrays.stream(values())
                .filter(one -> List.of(one.shortName, one.singular(), one.singular() + "s")
                        .contains(plain))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'%s' is not a kind of proxypool; the kinds are: %s"
                        .formatted(
                                word,
                                Arrays.stream(values())
                                        .map(one -> "%s (%s)".formatted(one.shortName, one))
                                        .collect(Collectors.joining(", ")))));
    }

    public static Kind of(CustomResource<?, ?> resource) {
        return Arrays.stream(values())
                .filter(one -> one.type.isInstance(resource))
                .findFirst()
                .orElseThrow();
    }

    public Class<? extends CustomResource<?, ?>> type() {
        return type;
    }

    String shortName() {
        return shortName;
    }

    /** The name of its definition. */
    String definition() {
        return CustomResource.getCRDName(type);
    }

    private String singular() {
        return kind.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return kind;
    }
}
