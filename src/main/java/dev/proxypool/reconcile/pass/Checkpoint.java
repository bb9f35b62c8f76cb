package dev.proxypool.reconcile.pass;

import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import java.util.Set;

/** What has to be certain, or written down, before a pass may write to Twilio. */
public interface Checkpoint {

    /** For passes that have no resource on an API server. */
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
            // There is no status to write it into.
        }
    };

    /**
     * Whether the pass may write, asked before its first write. The object has its finalizer then, so that it cannot go before
     * the operator took back what it wrote.
     */
    boolean mayWrite();

    /**
     * Whether the pass may remove a member or take its reservation away. Consistent reads, the same ones for the whole pass,
     * have shown then that the object still is what the pass decided on, with the same UID, generation and annotations, and
     * that no other resource claims the code that the pass did not know of.
     */
    boolean mayTakeAway(Sid.Member code);

    /** Before an add: whose code it is must survive a crash. Throws if it cannot be written down; then nothing is added. */
    void willAdd(Set<Membership> memberships);

    /** The same after these adds were written down. */
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
