package dev.proxypool.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Sid;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the specs of the kinds name members: what differs between short codes and other members. */
enum SpecFields {
    SHORT_CODE(MemberKind.SHORT_CODE, "shortCodes") {
        @Override
        Set<String> ofMember() {
            return Set.of("shortCodeSid");
        }

        @Override
        Optional<Sid.Member> member(JsonNode spec) {
            return parse(spec, "shortCodeSid");
        }

        @Override
        Sid.@Nullable Member member(SpecReader spec) {
            return spec.sid("shortCodeSid", Sid.ShortCode.FORMAT, Sid.ShortCode::parse);
        }

        @Override
        Optional<Sid.Member> entry(JsonNode entry) {
            return parse(entry, "sid");
        }

        @Override
        Sid.@Nullable Member entry(SpecReader entry) {
            return entry.sid("sid", Sid.ShortCode.FORMAT, Sid.ShortCode::parse);
        }

        private static Optional<Sid.Member> parse(JsonNode node, String field) {
            return Sid.ShortCode.parse(node.path(field).textValue()).map(code -> code);
        }
    },

    /** A single resource names it by number or by SID; a pool by number. */
    PHONE_NUMBER(MemberKind.PHONE_NUMBER, "phoneNumbers") {
        @Override
        Set<String> ofMember() {
            return Set.of("phoneNumber", "phoneNumberSid");
        }

        @Override
        Optional<Sid.Member> member(JsonNode spec) {
            Optional<Sid.Member> bySid = Sid.PhoneNumber.parse(
                            spec.path("phoneNumberSid").textValue())
                    .map(sid -> sid);
            return bySid.or(() -> number(spec, "phoneNumber"));
        }

        @Override
        Sid.@Nullable Member member(SpecReader spec) {
            if (spec.has("phoneNumber") == spec.has("phoneNumberSid")) {
                spec.note("phoneNumber", "or phoneNumberSid is required, and only one of them");
                return null;
            }
            return spec.has("phoneNumber")
                    ? spec.phoneNumber("phoneNumber")
                    : spec.sid("phoneNumberSid", Sid.PhoneNumber.FORMAT, Sid.PhoneNumber::parse);
        }

        @Override
        Optional<Sid.Member> entry(JsonNode entry) {
            return number(entry, "number");
        }

        @Override
        Sid.@Nullable Member entry(SpecReader entry) {
            return entry.phoneNumber("number");
        }

        private static Optional<Sid.Member> number(JsonNode node, String field) {
            return Sid.E164.parse(node.path(field).textValue()).map(number -> number);
        }
    };

    private final MemberKind kind;
    private final String list;

    SpecFields(MemberKind kind, String list) {
        this.kind = kind;
        this.list = list;
    }

    MemberKind kind() {
        return kind;
    }

    /** The field of a pool that lists its members. */
    String list() {
        return list;
    }

    /** The fields of a single resource that name its member. */
    abstract Set<String> ofMember();

    /** The member that the spec of a single resource names; empty if it is not well-formed. */
    abstract Optional<Sid.Member> member(JsonNode spec);

    /** The same; notes what is wrong. */
    abstract Sid.@Nullable Member member(SpecReader spec);

    /** The member that an entry of a pool's list names; empty if it is not well-formed. */
    abstract Optional<Sid.Member> entry(JsonNode entry);

    /** The same; notes what is wrong. */
    abstract Sid.@Nullable Member entry(SpecReader entry);
}
