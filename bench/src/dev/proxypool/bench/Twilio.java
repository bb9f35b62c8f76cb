package dev.proxypool.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The simulated Twilio: a process of its own, which counts every request. */
final class Twilio implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("simulated at (http\\S+)");

    private final Program program;
    private final URI uri;

    private Twilio(Program program, URI uri) {
        this.program = program;
        this.uri = uri;
    }

    /**
     * @param accounts of {@link Codes#state}
     * @param limiter whether Twilio's rates hold
     * @param largestPool unreserved codes that a Service may have
     */
    static Twilio start(Path work, List<Object> accounts, boolean limiter, int largestPool) {
        Path state = work.resolve("twilio.yaml");
        try {
            Web.JSON.writeValue(
                    state.toFile(),
                    Map.of(
                            "accounts", accounts,
                            "limits", Map.of("enabled", limiter),
                            "behaviour", Map.of("maxUnreserved", largestPool)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Program program = Program.start(
                work,
                "twilio",
                Map.of(),
                List.of("bin/proxypool", "simulate", "--port", "0", "--state", state.toString()));
        return new Twilio(program, URI.create(program.said(ADDRESS, Duration.ofMinutes(3))));
    }

    URI uri() {
        return uri;
    }

    /** Requests so far. */
    Calls calls() {
        return Calls.of(Web.json(uri.resolve("/_simulator/counts")).path("counts"));
    }

    /** The log of what came after a number. */
    JsonNode after(long number) {
        return Web.json(uri.resolve("/_simulator/requests?after=" + number)).path("requests");
    }

    /** The members of one kind that a Service has: whether each is reserved, by its SID. */
    Map<String, Boolean> pool(String service, PoolKind kind) {
        Map<String, Boolean> members = new TreeMap<>();
        Web.json(uri.resolve("/_simulator/state")).findValues("services").stream()
                .flatMap(services -> StreamSupport.stream(services.spliterator(), false))
                .filter(one -> one.path("sid").asText().equals(service))
                .flatMap(one -> StreamSupport.stream(one.path(kind.list()).spliterator(), false))
                .forEach(member -> members.put(
                        member.path("sid").asText(), member.path("reserved").asBoolean()));
        return members;
    }

    /** From now on so many Sessions use a phone number. */
    void sessions(String service, String number, int sessions) {
        Web.put(
                uri.resolve("/_simulator/services/%s/phoneNumbers/%s".formatted(service, number)),
                Map.of("inUse", sessions));
    }

    void fault(Map<String, Object> fault) {
        Web.post(uri.resolve("/_simulator/faults"), fault);
    }

    void clearFaults() {
        Web.delete(uri.resolve("/_simulator/faults"));
    }

    @Override
    public void close() {
        program.close();
    }

    /** How often what was called, by account and by what came of it. */
    record Calls(List<JsonNode> counts) {
        static Calls of(JsonNode counts) {
            return new Calls(StreamSupport.stream(counts.spliterator(), false).toList());
        }

        long all() {
            return count(_ -> true);
        }

        /** Everything that only looks. */
        long reads() {
            return count(call -> call.path("method").asText().equals("GET"));
        }

        long writes() {
            return all() - reads();
        }

        /** Pages of lists of short codes. */
        long pages() {
            return count(call -> call.path("method").asText().equals("GET")
                    && call.path("path").asText().endsWith("/ShortCodes"));
        }

        long creates() {
            return count(call -> isOf(call, "POST") && !isOfMember(call));
        }

        long updates() {
            return count(call -> isOf(call, "POST") && isOfMember(call));
        }

        long deletes() {
            return count(call -> isOf(call, "DELETE"));
        }

        long refusedDeletes() {
            return count(call -> isOf(call, "DELETE") && call.path("status").asInt() >= 400);
        }

        private static boolean isOf(JsonNode call, String method) {
            return call.path("method").asText().equals(method);
        }

        /** The simulator writes a star for each SID. */
        private static boolean isOfMember(JsonNode call) {
            return call.path("path").asText().endsWith("/*");
        }

        long ofStatus(int status) {
            return count(call -> call.path("status").asInt() == status);
        }

        long ofAccount(String sid) {
            return count(call -> call.path("account").asText().equals(sid));
        }

        private long count(Predicate<JsonNode> which) {
            return counts.stream()
                    .filter(which)
                    .mapToLong(call -> call.path("requests").asLong())
                    .sum();
        }
    }
}
