package dev.proxypool.lifecycle;

import java.util.EnumSet;
import java.util.Set;

/** What Twilio has, or answers. */
enum Remote {
    OUTAGE("outage"),
    REFUSED("credentials refused"),
    WITHDRAWN("endpoint withdrawn"),
    NO_ACCOUNT("no account"),
    NO_SERVICE("Service gone"),
    NO_MEMBER("not a member"),
    FREE("unreserved"),
    KEPT("reserved"),
    /** Only of members whose use Twilio reports. */
    IDLE("reserved, unused in two polls"),
    BUSY("unreserved, in use"),
    BUSY_KEPT("reserved, in use"),
    ELSEWHERE("in another Service");

    static final Set<Remote> UNREADABLE = EnumSet.range(OUTAGE, NO_ACCOUNT);
    static final Set<Remote> MEMBER = EnumSet.range(FREE, BUSY_KEPT);

    final String words;

    Remote(String words) {
        this.words = words;
    }

    boolean isReserved() {
        return this == KEPT || this == IDLE || this == BUSY_KEPT;
    }

    boolean isInUse() {
        return this == BUSY || this == BUSY_KEPT;
    }
}
