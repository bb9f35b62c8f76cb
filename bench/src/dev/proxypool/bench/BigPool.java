package dev.proxypool.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.bench.Measured.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One pool with as many members as Twilio allows, from one manifest: applied, changed, drained in part, and deleted. First
 * of short codes, then of phone numbers, each with an operator and a Twilio of its own.
 */
final class BigPool {
    /** Twilio's 5,000 reserved and 500 unreserved ones. */
    private static final int MEMBERS = 5_500;

    /** A smaller pool, to try the scenario; its result is not kept. */
    private static final String TRIAL = "BENCH_POOL";

    /** 55 pages in 15 s are an eighth of what Twilio allows. */
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final double MEMORY = 256;
    private static final double LARGEST_STATUS = 1024;

    private static final String ACCOUNT = "AC%032d".formatted(1);
    private static final String SERVICE = "KS%032d".formatted(1);
    private static final String NAME = "big";

    private final Rig rig;
    private final PoolKind kind;
    private final Twilio twilio;
    private final OperatorProgram operator;
    private final Sizes sizes;
    /** Whether each listed member is declared reserved. */
    private final TreeMap<Integer, Boolean> declared = new TreeMap<>();

    private final List<Phase> phases = new ArrayList<>();
    /** In characters, which are bytes here, of this phase. */
    private int largestStatus;

    private BigPool(Rig rig, PoolKind kind, Twilio twilio, OperatorProgram operator, Sizes sizes) {
        this.rig = rig;
        this.kind = kind;
        this.twilio = twilio;
        this.operator = operator;
        this.sizes = sizes;
    }

    /**
     * How many members take part in what. Members are numbered from 1, the reserved ones first.
     *
     * @param changed of the reserved ones, and as many of the unreserved ones
     * @param drained the same
     * @param used the same: those of the drained ones that Sessions use, if Twilio reports that
     */
    private record Sizes(int reserved, int unreserved, int changed, int drained, int used) {
        static Sizes of(int members) {
            int unreserved = members / 11;
            return new Sizes(
                    members - unreserved,
                    unreserved,
                    Math.max(1, members / 110),
                    Math.max(1, members / 55),
                    Math.max(1, members / 550));
        }

        int all() {
            return reserved + unreserved;
        }

        /** The first ones of each reservation. */
        IntStream toChange() {
            return both(1, reserved + 1, changed);
        }

        /** The last ones of each reservation. */
        IntStream toDrain() {
            return both(reserved - drained + 1, all() - drained + 1, drained);
        }

        IntStream inUse() {
            return both(reserved - used + 1, all() - used + 1, used);
        }

        private static IntStream both(int first, int second, int count) {
            return IntStream.concat(IntStream.range(first, first + count), IntStream.range(second, second + count));
        }
    }

    static boolean isTrial() {
        return System.getenv(TRIAL) != null;
    }

    static Measured measure(Rig rig) {
        Sizes sizes = Sizes.of(isTrial() ? Integer.parseInt(System.getenv(TRIAL)) : MEMBERS);
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (PoolKind kind : PoolKind.values()) {
            Object account = kind.account(ACCOUNT, SERVICE, IntStream.rangeClosed(1, sizes.all()));
            try (Twilio twilio = rig.twilio(List.of(account), true, Rig.LARGEST_POOL);
                    OperatorProgram operator = rig.operator(new OperatorProgram.Settings(
                            twilio.uri(), ACCOUNT, rig.cluster().namespace(), INTERVAL, Map.of()))) {
                BigPool pool = new BigPool(rig, kind, twilio, operator, sizes);
                pool.passThroughAll();
                pool.phases.forEach(phase -> rows.add(phase.row()));
                verdicts.addAll(pool.verdicts());
            }
        }
        return new Measured(rows, verdicts);
    }

    private void passThroughAll() {
        IntStream.rangeClosed(1, sizes.all()).forEach(member -> declared.put(member, member <= sizes.reserved()));
        phase("apply", () -> {
            apply(Map.of());
            awaitAsDeclared();
        });
        if (kind.reportsUse()) {
            sessions(2);
            awaitPolls(2);
        }
        sizes.toChange().forEach(member -> declared.compute(member, (_, reserved) -> !Boolean.TRUE.equals(reserved)));
        phase("change %d".formatted(2 * sizes.changed()), () -> {
            apply(Map.of());
            awaitAsDeclared();
        });
        sizes.toDrain().forEach(declared::remove);
        phase("drain %d".formatted(2 * sizes.drained()), () -> {
            apply(Map.of(
                    "unlisted",
                    "Remove",
                    "maxRemovals",
                    2 * sizes.drained(),
                    "deletionPolicy",
                    "Drain",
                    // With use reported, only what Twilio reports is to end a drain; the period is for the others.
                    "drainPeriod",
                    kind.reportsUse() ? "1h" : "10s"));
            if (kind.reportsUse()) {
                awaitMembers(declared.size() + 2 * sizes.used());
                awaitPolls(2);
                sessions(0);
            }
            awaitAsDeclared();
        });
        declared.clear();
        phase("delete", () -> {
            rig.cluster().delete(kind.resources(), NAME);
            await("the resource is gone", () -> resource().isMissingNode());
        });
    }

    private void phase(String name, Runnable steps) {
        Phase.Requests requests = Phase.Requests.of(twilio.calls());
        Map<String, Long> written = rig.cluster().operatorWrites();
        Duration cpu = operator.program().cpu();
        largestStatus = 0;
        Instant begun = Instant.now();
        steps.run();
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1_000.0;
        Map<String, Long> writes = rig.cluster().operatorWritesSince(written);
        phases.add(new Phase(
                kind,
                name,
                declared.size(),
                Phase.Requests.of(twilio.calls()).since(requests),
                seconds,
                sum(writes, kind.resources().getPlural()),
                sum(writes, "events"),
                operator.program().cpu().minus(cpu).toMillis() / 1_000.0,
                operator.program().peakMiB(),
                largestStatus / 1024.0,
                isAsDeclared()));
    }

    private static long sum(Map<String, Long> writes, String resource) {
        return writes.entrySet().stream()
                .filter(write -> write.getKey().contains(" " + resource))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private void apply(Map<String, Object> policies) {
        Map<String, Object> spec = new TreeMap<>(policies);
        spec.put("serviceSid", SERVICE);
        spec.put(
                kind.list(),
                declared.entrySet().stream()
                        .map(member -> kind.entry(member.getKey(), member.getValue()))
                        .toList());
        rig.cluster().apply(kind.resources(), NAME, spec);
    }

    private void sessions(int each) {
        sizes.inUse().forEach(member -> twilio.sessions(SERVICE, kind.sid(member), each));
    }

    /** Missing if there is none. */
    private JsonNode resource() {
        JsonNode resource = rig.cluster().find(kind.resources(), NAME).orElseGet(Web.JSON::missingNode);
        largestStatus =
                Math.max(largestStatus, resource.path("status").toString().length());
        return resource;
    }

    private void awaitAsDeclared() {
        await("%d %s are Ready".formatted(declared.size(), kind.noun()), () -> {
            JsonNode resource = resource();
            JsonNode status = resource.path("status");
            return status.path("observedGeneration").asLong()
                            == resource.path("metadata").path("generation").asLong()
                    && isReady(status)
                    && status.path("members").asInt() == declared.size();
        });
    }

    private void awaitMembers(int members) {
        await(
                "the pool has %d members".formatted(members),
                () -> resource().path("status").path("members").asInt() == members);
    }

    private void awaitPolls(int polls) {
        double enough = operator.looks() + polls;
        await("the operator has read the pool again", () -> operator.looks() >= enough);
    }

    private static void await(String what, BooleanSupplier isSo) {
        var unused = Await.value(what, LIMIT, OFTEN, () -> isSo.getAsBoolean() ? Boolean.TRUE : null);
    }

    private static boolean isReady(JsonNode status) {
        return StreamSupport.stream(status.path("conditions").spliterator(), false)
                .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
    }

    private boolean isAsDeclared() {
        Map<String, Boolean> expected = new TreeMap<>();
        declared.forEach((member, reserved) -> expected.put(kind.sid(member), reserved));
        return twilio.pool(SERVICE, kind).equals(expected);
    }

    private List<Verdict> verdicts() {
        String what = "%,d %s in one pool".formatted(sizes.all(), kind.noun());
        long tooFast =
                phases.stream().mapToLong(phase -> phase.requests().tooFast()).sum();
        long requests =
                phases.stream().mapToLong(phase -> phase.requests().all()).sum();
        long asDeclared = phases.stream().filter(Phase::asDeclared).count();
        long refused = phases.stream()
                .mapToLong(phase -> phase.requests().refusedDeletes())
                .sum();
        double memory = phases.stream().mapToDouble(Phase::memory).max().orElseThrow();
        double status = phases.stream().mapToDouble(Phase::status).max().orElseThrow();
        Phase.Requests applied = phases.getFirst().requests();
        int updates = kind.updatesToReserve() * sizes.reserved();
        String inUse = kind.reportsUse() ? ", %d members in use included".formatted(2 * sizes.used()) : "";
        return Stream.of(
                        new Verdict(
                                what + ", from one manifest: no 429",
                                "%d in %,d requests".formatted(tooFast, requests),
                                tooFast == 0),
                        new Verdict(
                                "… added with %,d creates and %,d updates".formatted(sizes.all(), updates),
                                "%,d and %,d".formatted(applied.creates(), applied.updates()),
                                applied.creates() == sizes.all() && applied.updates() == updates),
                        new Verdict(
                                "… as declared after each phase",
                                "after %d of %d".formatted(asDeclared, phases.size()),
                                asDeclared == phases.size()),
                        new Verdict(
                                "… no delete that Twilio refuses" + inUse,
                                "%d refused".formatted(refused),
                                refused == 0),
                        new Verdict(
                                "… the status is smaller than 1 MiB",
                                "%.0f KiB at most".formatted(status),
                                status < LARGEST_STATUS),
                        new Verdict("… in less than 256 MiB", "%.0f MiB at most".formatted(memory), memory < MEMORY))
                .toList();
    }
}
