package dev.proxypool.domain;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Twilio identifier: two letters for the kind, then 32 hexadecimal digits. It is validated once, here, so code that
 * receives a {@code Sid} need not check it again.
 *
 * <p>Source of the patterns: Twilio's OpenAPI document, release 2.3.3. They are case-sensitive, because Twilio's paths
 * are (error 20404).
 */
public sealed interface Sid extends Comparable<Sid> {

    /** The 34 characters. */
    String value();

    @Override
    default int compareTo(Sid other) {
        return value().compareTo(other.value());
    }

    /** A Twilio account or subaccount, {@code AC…}. */
    record Account(String value) implements Sid {
        public static final Format FORMAT = new Format("AC");

        public Account {
            FORMAT.require(value);
        }

        /** Empty if the text is absent or not an account SID. */
        public static Optional<Account> parse(@Nullable String text) {
            return Optional.ofNullable(text).filter(FORMAT::matches).map(Account::new);
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /** A Proxy Service, {@code KS…}: the owner of its pools. */
    record Service(String value) implements Sid {
        public static final Format FORMAT = new Format("KS");

        public Service {
            FORMAT.require(value);
        }

        /** Empty if the text is absent or not a Service SID. */
        public static Optional<Service> parse(@Nullable String text) {
            return Optional.ofNullable(text).filter(FORMAT::matches).map(Service::new);
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * What names a member of a pool. A member has the same SID in the account and in a pool; a membership has no SID of
     * its own. A phone number can also be named by its digits.
     */
    sealed interface Member extends Sid {

        /** Decides which list of a Service it is in. */
        MemberKind kind();
    }

    /** A short code, {@code SC…}. */
    record ShortCode(String value) implements Member {
        public static final Format FORMAT = new Format("SC");

        public ShortCode {
            FORMAT.require(value);
        }

        /** Empty if the text is absent or not a short code SID. */
        public static Optional<ShortCode> parse(@Nullable String text) {
            return Optional.ofNullable(text).filter(FORMAT::matches).map(ShortCode::new);
        }

        @Override
        public MemberKind kind() {
            return MemberKind.SHORT_CODE;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /** A phone number of the account, {@code PN…}: Twilio's IncomingPhoneNumber. */
    record PhoneNumber(String value) implements Member {
        public static final Format FORMAT = new Format("PN");

        public PhoneNumber {
            FORMAT.require(value);
        }

        /** Empty if the text is absent or not a phone number SID. */
        public static Optional<PhoneNumber> parse(@Nullable String text) {
            return Optional.ofNullable(text).filter(FORMAT::matches).map(PhoneNumber::new);
        }

        @Override
        public MemberKind kind() {
            return MemberKind.PHONE_NUMBER;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * A phone number by its digits, {@code +14155550001} (E.164): the member that has this number now, whatever its
     * SID is. A number that was released and bought again has another SID.
     */
    record E164(String value) implements Member {
        private static final Pattern PATTERN = Pattern.compile("\\+[1-9][0-9]{1,14}");

        /** For messages. */
        public static final String IN_WORDS = "a phone number in E.164 format such as +14155550001";

        public E164 {
            if (!PATTERN.matcher(value).matches()) {
                throw new IllegalArgumentException("must be %s, got '%s'".formatted(IN_WORDS, value));
            }
        }

        /** Empty if the text is absent or not a number. */
        public static Optional<E164> parse(@Nullable String text) {
            return Optional.ofNullable(text)
                    .filter(there -> PATTERN.matcher(there).matches())
                    .map(E164::new);
        }

        @Override
        public MemberKind kind() {
            return MemberKind.PHONE_NUMBER;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /** The format of a SID of one kind, as a pattern and in words. */
    final class Format {
        private final String prefix;
        private final Pattern pattern;

        private Format(String prefix) {
            this.prefix = prefix;
            this.pattern = Pattern.compile(prefix + "[0-9a-fA-F]{32}");
        }

        /** For messages: "KS followed by 32 hexadecimal digits". */
        public String inWords() {
            return prefix + " followed by 32 hexadecimal digits";
        }

        private boolean matches(String text) {
            return pattern.matcher(text).matches();
        }

        private void require(String text) {
            if (!matches(text)) {
                throw new IllegalArgumentException("a SID is %s, not '%s'".formatted(inWords(), text));
            }
        }
    }
}
