package dev.proxypool.api;

import dev.proxypool.domain.MemberKind;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every kind of the group, in display order. This is the only list of them. */
public enum ResourceKind {
    ACCOUNT(ProxyAccount.class, ProxyAccount.KIND, "pxa", null, null),
    POOL(ProxyShortCodePool.class, ProxyShortCodePool.KIND, "pscp", MemberKind.SHORT_CODE, null),
    SHORT_CODE(ProxyShortCode.class, ProxyShortCode.KIND, "psc", MemberKind.SHORT_CODE, "spec.shortCodeSid"),
    NUMBER_POOL(ProxyPhoneNumberPool.class, ProxyPhoneNumberPool.KIND, "ppnp", MemberKind.PHONE_NUMBER, null),
    PHONE_NUMBER(ProxyPhoneNumber.class, ProxyPhoneNumber.KIND, "ppn", MemberKind.PHONE_NUMBER, null);

    private final Class<? extends CustomResource<?, ?>> type;
    private final String kind;
    private final String shortName;
    private final @Nullable MemberKind members;
    private final @Nullable String memberField;

    ResourceKind(
            Class<? extends CustomResource<?, ?>> type,
            String kind,
            String shortName,
            @Nullable MemberKind members,
            @Nullable String memberField) {
        this.type = type;
        this.kind = kind;
        this.shortName = shortName;
        this.members = members;
        this.memberField = memberField;
    }

    /** The kind that a manifest names. */
    public static Optional<ResourceKind> named(String kind) {
        return Arrays.stream(values()).filter(one -> one.kind.equals(kind)).findFirst();
    }

    /**
     * The kind as users write it for kubectl: short, singular or plural, in upper or lower case, with or without the
     * group.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static ResourceKind spoken(String word) {
        String plain = word.toLowerCase(Locale.ROOT).replaceFirst("\\." + Pattern.quote(ApiGroup.NAME) + "$", "");
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

    public static ResourceKind of(Object resource) {
        return of(resource.getClass());
    }

    /** The resource as commands take it: {@code psc/promo -n messaging}. */
    public static String argument(Object resource, ObjectMeta meta) {
        return "%s/%s -n %s".formatted(of(resource).shortName, meta.getName(), meta.getNamespace());
    }

    public static ResourceKind of(Class<?> type) {
        return Arrays.stream(values())
                .filter(one -> one.type.equals(type))
                .findFirst()
                .orElseThrow();
    }

    public static List<Class<? extends CustomResource<?, ?>>> types() {
        return Arrays.stream(values())
                .<Class<? extends CustomResource<?, ?>>>map(ResourceKind::type)
                .toList();
    }

    /** The types of the kinds that claim members. */
    public static List<Class<? extends CustomResource<?, ?>>> claimants() {
        return types().stream().filter(Claimant.class::isAssignableFrom).toList();
    }

    /** The kinds that claim members. */
    public static List<ResourceKind> ofMembers() {
        return Arrays.stream(values()).filter(one -> one.members != null).toList();
    }

    /** The kind that claims one member of that kind. */
    public static ResourceKind single(MemberKind members) {
        return of(members, false);
    }

    /** The kind that claims a whole pool of members of that kind. */
    public static ResourceKind pool(MemberKind members) {
        return of(members, true);
    }

    private static ResourceKind of(MemberKind members, boolean pool) {
        return ofMembers().stream()
                .filter(one -> one.members == members && one.isPool() == pool)
                .findFirst()
                .orElseThrow();
    }

    /** The kinds, as a list in a sentence. */
    public static String inWords(List<ResourceKind> kinds, String last) {
        if (kinds.size() == 1) {
            return kinds.getFirst().toString();
        }
        String head = kinds.stream()
                .limit(kinds.size() - 1L)
                .map(ResourceKind::toString)
                .collect(Collectors.joining(", "));
        return "%s %s %s".formatted(head, last, kinds.getLast());
    }

    /** What it claims; empty for an account. */
    public Optional<MemberKind> members() {
        return Optional.ofNullable(members);
    }

    public boolean isPool() {
        return PoolResource.class.isAssignableFrom(type);
    }

    public Class<? extends CustomResource<?, ?>> type() {
        return type;
    }

    public String shortName() {
        return shortName;
    }

    /** The field by which a list selects the resource that claims a member; null if there is none. */
    public @Nullable String memberField() {
        return memberField;
    }

    /** The name of its CRD. */
    public String definition() {
        return CustomResource.getCRDName(type);
    }

    /** As in the API server's paths. */
    public String plural() {
        return singular() + "s";
    }

    private String singular() {
        return kind.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return kind;
    }
}
