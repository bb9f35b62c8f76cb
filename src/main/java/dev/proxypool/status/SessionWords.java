package dev.proxypool.status;

import dev.proxypool.domain.Member;
import dev.proxypool.plan.Decision;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sentences about a member that stays in its pool until Sessions end. */
final class SessionWords {

    /**
     * The drain of a member that is reserved.
     *
     * @param since since when it has been reserved
     * @param end when the operator tries to remove it at the latest
     */
    record DrainTime(Instant since, Instant end) {}

    private SessionWords() {}

    /**
     * The member drains.
     *
     * @param member null if it is not known
     * @param drain null if it is not reserved yet
     */
    static String draining(Decision decision, @Nullable Member member, @Nullable DrainTime drain) {
        Optional<Member> known = Optional.ofNullable(member);
        return "the %s is reserved%s so that Sessions can end before the operator removes it from %s%s%s"
                .formatted(
                        decision.kind().shortNoun(),
                        drain == null ? "" : " since " + drain.since(),
                        decision.membership().service(),
                        drain == null ? "" : removal(drain, known.filter(Member::reportsUse)),
                        known.filter(Member::isInUse)
                                .map(held -> "; it is held by " + sessions(held))
                                .orElse(""));
    }

    private static String removal(DrainTime drain, Optional<Member> reported) {
        String at = " at " + drain.end();
        return reported.isPresent() ? at + ", or when two polls show that no Session uses it" : at;
    }

    /**
     * Only Sessions keep the member from being removed.
     *
     * @param noun of the member
     * @param member null if it is not known
     */
    static String inUse(String noun, @Nullable Member member) {
        return Optional.ofNullable(member)
                .filter(Member::reportsUse)
                .map(reported -> reported.isInUse()
                        ? "the %s is held by %s; the operator keeps it reserved and removes it when no Session uses it"
                                .formatted(noun, sessions(reported))
                        : "no Session uses the %s any more; the operator keeps it reserved and removes it when the next poll confirms that"
                                .formatted(noun))
                .orElseGet(() ->
                        "open Sessions use the %s, so Twilio refuses to remove it; the operator keeps it reserved and removes it when no Session uses it"
                                .formatted(noun));
    }

    private static String sessions(Member member) {
        int count = Objects.requireNonNullElse(member.details().inUse(), 0);
        return count == 1 ? "1 open Session" : "%,d open Sessions".formatted(count);
    }
}
