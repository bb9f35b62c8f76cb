package dev.proxypool.reconcile.pass;

import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import java.util.Set;

/** What must be certain, or recorded, before a pass may write to Twilio. */
public interface Checkpoint {

    /** For passes without a resource on an API server. */
    Checkpoint NONE = new Checkpoint() {
        @Override
        public boolean mayWrite() {
            return true;
        }

        @Override
        public boolean mayTakeAway(Sid.Member code) {
            return true;
        }

        @Override
        public void willAdd(Set<Membership> memberships) {
            // There is no status to record it in.
        }
    };

    /**
     * Whether the pass may write, called before its first write. The object then has its finalizer, so that it cannot
     * be deleted before the operator has undone its writes.
     */
    boolean mayWrite();

    /**
     * Whether the pass may remove a member or its reservation. Consistent reads, once for the whole pass, have then
     * shown that the object is still the one that the pass decided on, with the same UID, generation and annotations,
     * and that no other resource claims the member without this pass knowing.
     */
    boolean mayTakeAway(Sid.Member code);

    /**
     * Before an add: its owner must survive a crash. Throws if the intent cannot be recorded; then nothing is added.
     */
    void willAdd(Set<Membership> memberships);

    /** The same after these intents were recorded. */
    default Checkpoint noted(Set<Membership> noted) {
        Checkpoint whole = this;
        return new Checkpoint() {
            @Override
            public boolean mayWrite() {
                return whole.mayWrite();
            }

            @Override
            public boolean mayTakeAway(Sid.Member code) {
                return whole.mayTakeAway(code);
            }

            @Override
            public void willAdd(Set<Membership> memberships) {
                if (!noted.containsAll(memberships)) {
                    whole.willAdd(memberships);
                }
            }
        };
    }
}
