package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.proxypool.domain.Sid;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.LongStream;

/**
 * A compact set of members: the last 16 hexadecimal digits of each SID, which two members of an account share with a
 * probability of about 1 in 10^12 (ADR 16), or the digits of a phone number, which are exact. 5,000 members take 53 kB of
 * text; their SIDs would take 185 kB.
 */
final class CodeSet {

    private static final int DIGITS = 16;

    /** Sorted. */
    private final long[] keys;

    private CodeSet(long[] keys) {
        this.keys = keys;
    }

    static CodeSet of(Collection<Sid.Member> codes) {
        return new CodeSet(
                codes.stream().mapToLong(CodeSet::key).sorted().distinct().toArray());
    }

    boolean contains(Sid.Member code) {
        return Arrays.binarySearch(keys, key(code)) >= 0;
    }

    int size() {
        return keys.length;
    }

    CodeSet with(Collection<Sid.Member> codes) {
        return new CodeSet(LongStream.concat(Arrays.stream(keys), codes.stream().mapToLong(CodeSet::key))
                .sorted()
                .distinct()
                .toArray());
    }

    private static long key(Sid.Member code) {
        String sid = code.value();
        if (code instanceof Sid.E164) {
            return Long.parseLong(sid.substring(1));
        }
        return Long.parseUnsignedLong(sid, sid.length() - DIGITS, sid.length(), 16);
    }

    /** Base64 of eight bytes each. */
    @JsonValue
    String written() {
        ByteBuffer bytes = ByteBuffer.allocate(keys.length * Long.BYTES);
        bytes.asLongBuffer().put(keys);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Throws {@link IllegalArgumentException} if it was not written by {@link #written()}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static CodeSet read(String written) {
        byte[] bytes = Base64.getDecoder().decode(written);
        if (bytes.length % Long.BYTES != 0) {
            throw new IllegalArgumentException("not a whole number of members");
        }
        long[] keys = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(keys);
        return new CodeSet(Arrays.stream(keys).sorted().toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeSet set && Arrays.equals(keys, set.keys);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keys);
    }

    @Override
    public String toString() {
        return keys.length + " codes";
    }
}
