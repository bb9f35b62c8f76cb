package dev.proxypool.cli;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.proxy.NamedService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pools as they are, written as manifests. The same pools give the same text, so that two imports can be compared.
 * Comments show the digits, which no field does.
 */
final class ImportText {

    enum Form {
        pool,
        codes
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

    List<Written> of(Form form, NamedService service, PoolSnapshot pool) {
        List<Member> members = pool.members().values().stream()
                .sorted(Comparator.comparing(Member::sid))
                .toList();
        return switch (form) {
            case pool -> List.of(pool(service, members));
            case codes -> members.stream().map(member -> code(service, member)).toList();
        };
    }

    private Written pool(NamedService service, List<Member> members) {
        String name = name(
                Objects.requireNonNullElse(service.uniqueName(), ""),
                service.sid().value());
        List<String> lines = new ArrayList<>(head(ResourceKind.POOL, name));
        lines.add("  serviceSid: %s%s".formatted(service.sid(), comment(service.uniqueName())));
        lines.addAll(accountRef());
        lines.add("  unlisted: Keep");
        lines.add(members.isEmpty() ? "  shortCodes: []" : "  shortCodes:");
        members.forEach(member -> lines.add("    - {sid: %s%s}%s"
                .formatted(member.sid(), member.reserved() ? ", reserved: true" : "", comment(about(member)))));
        return written(name, lines);
    }

    private Written code(NamedService service, Member member) {
        String digits = member.details().digits();
        String name = name(digits == null ? "" : "code-" + digits, member.sid().value());
        List<String> lines = new ArrayList<>(head(ResourceKind.SHORT_CODE, name));
        lines.add("  serviceSid: %s%s".formatted(service.sid(), comment(service.uniqueName())));
        lines.add("  shortCodeSid: %s%s".formatted(member.sid(), comment(about(member))));
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

    private static @Nullable String about(Member member) {
        String digits = member.details().digits();
        String country = member.details().isoCountry();
        return digits == null || country == null ? digits : digits + " " + country;
    }

    /** Twilio's text in a comment, without characters that could end the comment. */
    private static String comment(@Nullable String text) {
        String plain = text == null
                ? ""
                : text.replaceAll("[^\\p{L}\\p{N} ._:@/-]", "?").strip();
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
