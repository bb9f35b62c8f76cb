package dev.proxypool.bench;

import java.util.Map;
import java.util.stream.LongStream;

/**
 * What came of one phase of a pool's life.
 *
 * @param members listed at its end
 * @param writes of the operator to the resource
 * @param memory the most that the operator had so far, in MiB
 * @param status the largest, in KiB
 * @param asDeclared whether the pool was as declared at the end
 */
record Phase(
        PoolKind kind,
        String name,
        int members,
        Requests requests,
        double seconds,
        long writes,
        long events,
        double cpu,
        double memory,
        double status,
        boolean asDeclared) {

    private static final int IN_A_WINDOW = 150;
    private static final int WINDOW_SECONDS = 5;

    /** Requests to Twilio by kind of call. */
    record Requests(long reads, long creates, long updates, long deletes, long tooFast, long refusedDeletes) {
        static Requests of(Twilio.Calls calls) {
            return new Requests(
                    calls.reads(),
                    calls.creates(),
                    calls.updates(),
                    calls.deletes(),
                    calls.ofStatus(429),
                    calls.refusedDeletes());
        }

        Requests since(Requests earlier) {
            return new Requests(
                    reads - earlier.reads,
                    creates - earlier.creates,
                    updates - earlier.updates,
                    deletes - earlier.deletes,
                    tooFast - earlier.tooFast,
                    refusedDeletes - earlier.refusedDeletes);
        }

        long all() {
            return reads + creates + updates + deletes;
        }

        /** The least time that Twilio's window allows: each kind of write has its own, which begins with a burst. */
        long fastest() {
            long most = LongStream.of(creates, updates, deletes).max().orElseThrow();
            return WINDOW_SECONDS * (Math.max(0, most - 1) / IN_A_WINDOW);
        }
    }

    Map<String, Object> row() {
        return Measured.row(
                "Members",
                kind.noun(),
                "Phase",
                name,
                "Listed then",
                members,
                "Pages read",
                requests.reads(),
                "Creates",
                requests.creates(),
                "Updates",
                requests.updates(),
                "Deletes",
                requests.deletes(),
                "429s",
                requests.tooFast(),
                "Refused deletes",
                requests.refusedDeletes(),
                "Seconds",
                seconds,
                "Fastest that Twilio allows, s",
                requests.fastest(),
                "Writes to the resource",
                writes,
                "Events",
                events,
                "CPU s",
                cpu,
                "Memory at most, MiB",
                memory,
                "Largest status, KiB",
                status);
    }
}
