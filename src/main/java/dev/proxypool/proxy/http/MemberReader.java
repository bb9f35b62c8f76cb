package dev.proxypool.proxy.http;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.PlainText;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one pool from one answer or from the pages of one list. SID and reservation decide something, so
 * they must be present and valid. The details are only for people, so a missing, odd or too long one is left out, and
 * cannot spoil an answer.
 */
final class MemberReader {

    private static final int LONGEST_DATE = 40;

    /** A longer friendly name is left out. */
    private static final int LONGEST_NAME = 1_024;

    /** For fields with a fixed format: longer values are invalid. */
    private static final int LONGEST = 64;

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern CAPABILITY = Pattern.compile("[a-z_]{1,64}");
    private static final int MOST_CAPABILITIES = 32;

    private static final Cursor.KnownFields FIELDS = Cursor.KnownFields.of(
            "sid",
            "is_reserved",
            "service_sid",
            "short_code",
            "phone_number",
            "friendly_name",
            "in_use",
            "iso_country",
            "capabilities",
            "date_created",
            "date_updated");

    /** Most members have the same capabilities: equal maps are kept once, for all pools. */
    private static final Map<Map<String, Boolean>, Map<String, Boolean>> ALIKE = new ConcurrentHashMap<>();

    /** More than Twilio has, and a bound on the memory that a server can fill by inventing new ones. */
    private static final int MOST_KINDS = 64;

    private final PoolKey key;
    private final String pool;
    private final Map<Map<String, Boolean>, Map<String, Boolean>> kinds = new HashMap<>();
    private final Set<String> capabilities = new HashSet<>();

    /** @param pool the URL of the pool: Twilio's own value is not used, since it would be shown as a link */
    MemberReader(PoolKey key, String pool) {
        this.key = key;
        this.pool = pool;
    }

    Parsed<Member> read(Cursor json) throws IOException {
        MemberFields fields = new MemberFields(json);
        json.object(FIELDS, fields);
        return fields.member();
    }

    /** The fields of one member, as they are read. */
    private final class MemberFields implements Cursor.Field {
        private final Cursor json;
        private @Nullable String sid;
        private @Nullable Boolean reserved;
        private @Nullable String serviceSid;
        private @Nullable String shortCode;
        private Sid.@Nullable E164 phoneNumber;
        private @Nullable String friendlyName;
        private @Nullable Integer inUse;
        private @Nullable String country;
        private Map<String, Boolean> capabilities = Map.of();
        private @Nullable Instant created;
        private @Nullable Instant updated;

        MemberFields(Cursor json) {
            this.json = json;
        }

        @Override
        public void at(String name) throws IOException {
            switch (name) {
                case "sid" -> sid = json.text(LONGEST);
                case "is_reserved" -> reserved = json.truth();
                case "service_sid" -> serviceSid = json.text(LONGEST);
                case "short_code" -> shortCode = text(DIGITS);
                case "phone_number" ->
                    phoneNumber = Sid.E164.parse(json.text(LONGEST)).orElse(null);
                case "friendly_name" -> friendlyName = line();
                case "in_use" -> inUse = json.count();
                case "iso_country" -> country = text(COUNTRY);
                case "capabilities" -> capabilities = capabilities();
                case "date_created" -> created = date();
                case "date_updated" -> updated = date();
                default -> throw new IllegalStateException("not one of the fields: " + name);
            }
        }

        Parsed<Member> member() {
            Sid.Member found = key.kind().parse(sid).orElse(null);
            if (found == null) {
                return new Parsed.Malformed<>("a %s in the answer has no valid sid"
                        .formatted(key.kind().noun()));
            }
            if (reserved == null) {
                return new Parsed.Malformed<>("the answer does not say whether %s is reserved".formatted(found));
            }
            if (serviceSid != null && !serviceSid.equals(key.service().value())) {
                return new Parsed.Malformed<>(
                        "the answer puts %s into another Service than %s".formatted(found, key.service()));
            }
            return new Parsed.Success<>(new Member(found, reserved, details(found)));
        }

        /** A field that another kind of members has does not count. */
        private Member.Details details(Sid.Member found) {
            String url = pool + "/" + found;
            return switch (key.kind()) {
                case SHORT_CODE -> new Member.Details(shortCode, country, capabilities, created, updated, url);
                case PHONE_NUMBER ->
                    new Member.Details(
                            null,
                            phoneNumber,
                            found.value(),
                            friendlyName,
                            inUse,
                            country,
                            capabilities,
                            created,
                            updated,
                            url);
            };
        }

        /** A name that people gave. */
        private @Nullable String line() throws IOException {
            String text = json.text(LONGEST_NAME);
            return text == null || text.isBlank() ? null : PlainText.cut(text, LONGEST);
        }

        private @Nullable String text(Pattern form) throws IOException {
            String text = json.text(LONGEST);
            return text != null && form.matcher(text).matches() ? text : null;
        }

        private @Nullable Instant date() throws IOException {
            String text = json.text(LONGEST_DATE);
            try {
                return text == null ? null : Instant.parse(text);
            } catch (DateTimeException e) {
                return null;
            }
        }

        private Map<String, Boolean> capabilities() throws IOException {
            Map<String, Boolean> read = new HashMap<>();
            json.eachField(name -> {
                Boolean has = json.truth();
                if (has != null && read.size() < MOST_CAPABILITIES && isCapability(json, name)) {
                    read.put(name, has);
                }
            });
            return known(Map.copyOf(read));
        }
    }

    /** Checked once for each name: a list repeats the names for each member. */
    private boolean isCapability(Cursor json, String name) {
        if (capabilities.contains(name)) {
            return true;
        }
        boolean is = CAPABILITY.matcher(name).matches() && json.plain(name).equals(name);
        if (is && capabilities.size() < MOST_KINDS) {
            capabilities.add(name);
        }
        return is;
    }

    /** Shared within this list even if other servers filled the common map; empty if this list itself has too many. */
    private Map<String, Boolean> known(Map<String, Boolean> read) {
        Map<String, Boolean> known = kinds.get(read);
        if (known == null && kinds.size() < MOST_KINDS) {
            Map<String, Boolean> before = ALIKE.size() < MOST_KINDS ? ALIKE.putIfAbsent(read, read) : ALIKE.get(read);
            known = before == null ? read : before;
            kinds.put(known, known);
        }
        return known == null ? Map.of() : known;
    }
}
