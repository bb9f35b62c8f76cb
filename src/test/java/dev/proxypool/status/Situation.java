package dev.proxypool.status;

import dev.proxypool.api.MemberStatus;

/**
 * A status, and what has to be made of it.
 *
 * @param reconciling the condition, or "-"; as the next
 * @param deleting whether the resource is being deleted
 */
record Situation(
        String name,
        MemberStatus status,
        String ready,
        String reason,
        String reconciling,
        String stalled,
        String kstatus,
        String argo,
        boolean deleting) {

    static Situation situation(String name, MemberStatus status) {
        return new Situation(name, status, "", "", "", "", "", "", false);
    }

    Situation ready(String reason) {
        return new Situation(name, status, "True", reason, "-", "-", "Current", "Healthy", false);
    }

    Situation reconciling(String reason) {
        return new Situation(name, status, "False", reason, "True", "-", "InProgress", "Progressing", false);
    }

    Situation stalled(String reason) {
        return new Situation(name, status, "False", reason, "-", "True", "Failed", "Degraded", false);
    }

    /** A sync of Argo CD goes on past it, and its page says why. */
    Situation suspended() {
        return new Situation(name, status, ready, reason, reconciling, stalled, kstatus, "Suspended", false);
    }

    Situation terminating() {
        return new Situation(name, status, ready, reason, reconciling, stalled, "Terminating", "Progressing", true);
    }

    @Override
    public String toString() {
        return name;
    }
}
