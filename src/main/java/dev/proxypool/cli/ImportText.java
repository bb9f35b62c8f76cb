package dev.proxypool.cli;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.NamedService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pools as they are, written as manifests. The same pools give the same text, so that two imports can be compared.
 * Comments show the digits, which no field does.
 */
final class ImportText {

    enum Form {
        pool,
        members
    }

    /** One manifest. */
    record Written(String name, String text) {}

    private final @Nullable String namespace;
    private final @Nullable String account;
    private final Set<String> names = new HashSet<>();

    /**
     * @param namespace left out if null
     * @param account the ProxyAccount to refer to; left out if null
     */
    ImportText(@Nullable String namespace, @Nullable String account) {
        this.namespace = namespace;
        this.account = account;
    }

    /** @param pools of one Service; if all are empty, the first is written */
    List<Written> of(Form form, NamedService service, List<PoolSnapshot> pools) {
        List<PoolSnapshot> used =
                pools.stream().filter(pool -> !pool.members().isEmpty()).toList();
        List<PoolSnapshot> written = used.isEmpty() ? pools.subList(0, 1) : used;
        return written.stream()
                .flatMap(pool -> of(form, service, pool).stream())
                .toList();
    }

    private List<Written> of(Form form, NamedService service, PoolSnapshot pool) {
        MemberKind kind = pool.key().kind();
        List<Member> members = pool.members().values().stream()
                .sorted(Comparator.comparing(Member::name))
                .toList();
        return switch (form) {
            case pool -> List.of(pool(kind, service, members));
            case members ->
                members.stream().map(member -> single(kind, service, member)).toList();
        };
    }

    private Written pool(MemberKind kind, NamedService service, List<Member> members) {
        String unique = Objects.requireNonNullElse(service.uniqueName(), "");
        String name = name(
                kind == MemberKind.SHORT_CODE || unique.isEmpty() ? unique : unique + "-" + kind.shortNoun() + "s",
                service.sid().value());
        List<String> lines = new ArrayList<>(head(ResourceKind.pool(kind), name));
        lines.add("  serviceSid: %s%s".formatted(service.sid(), comment(service.uniqueName())));
        lines.addAll(accountRef());
        lines.add("  unlisted: Keep");
        String list = switch (kind) {
            case SHORT_CODE -> "shortCodes";
            case PHONE_NUMBER -> "phoneNumbers";
        };
        lines.add("  %s:%s".formatted(list, members.isEmpty() ? " []" : ""));
        members.forEach(member -> lines.add("    " + entry(member)));
        return written(name, lines);
    }

    private static String entry(Member member) {
        String reserved = member.reserved() ? ", reserved: true" : "";
        return switch (member.name()) {
            case Sid.ShortCode code -> "- {sid: %s%s}%s".formatted(code, reserved, comment(about(member)));
            case Sid.E164 number -> "- {number: \"%s\"%s}%s".formatted(number, reserved, comment(about(member)));
            case Sid.PhoneNumber sid ->
                "# %s is in the pool, but a pool lists numbers, and Twilio does not show its number".formatted(sid);
        };
    }

    private Written single(MemberKind kind, NamedService service, Member member) {
        String digits = member.details().digits();
        String name = name(
                digits == null ? "" : kind.shortNoun() + "-" + digits,
                member.sid().value());
        List<String> lines = new ArrayList<>(head(ResourceKind.single(kind), name));
        lines.add("  serviceSid: %s%s".formatted(service.sid(), comment(service.uniqueName())));
        String named = switch (member.name()) {
            case Sid.ShortCode code -> "shortCodeSid: " + code;
            case Sid.E164 number -> "phoneNumber: \"%s\"".formatted(number);
            case Sid.PhoneNumber sid -> "phoneNumberSid: " + sid;
        };
        lines.add("  " + named + comment(about(member)));
        lines.addAll(accountRef());
        lines.add("  reserved: " + member.reserved());
        return written(name, lines);
    }

    private List<String> head(ResourceKind kind, String name) {
        List<String> lines = new ArrayList<>(List.of(
                "apiVersion: " + ApiGroup.API_VERSION, "kind: " + kind, "metadata:", "  name: \"%s\"".formatted(name)));
        if (namespace != null) {
            lines.add("  namespace: \"%s\"".formatted(namespace));
        }
        lines.add("spec:");
        return lines;
    }

    private List<String> accountRef() {
        return account == null ? List.of() : List.of("  accountRef: {name: \"%s\"}".formatted(account));
    }

    private static Written written(String name, List<String> lines) {
        return new Written(name, lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    /** The digits that no field shows, and the country. */
    private static @Nullable String about(Member member) {
        String digits = member.details().shortCode();
        String country = member.details().isoCountry();
        String name = member.details().friendlyName();
        boolean isNumber = name != null && name.equals(member.details().digits());
        return Stream.of(digits, country, isNumber ? null : name)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    /** Twilio's text in a comment, without characters that could end the comment. */
    private static String comment(@Nullable String text) {
        String plain = text == null
                ? ""
                : text.replaceAll("[^\\p{L}\\p{N} ._:@/+-]", "?").strip();
        return plain.isEmpty() ? "" : " # " + plain;
    }

    /** A name that Kubernetes takes, as near to people's own as can be; with the SID where that is none or taken. */
    private String name(String wished, String sid) {
        String plain =
                wished.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String shortened = plain.substring(0, Math.min(plain.length(), 60)).replaceAll("-$", "");
        String suffix = sid.toLowerCase(Locale.ROOT);
        String name = shortened.isEmpty() ? suffix : shortened;
        if (names.add(name)) {
            return name;
        }
        String unique = name + "-" + suffix;
        names.add(unique);
        return unique;
    }
}
