package dev.proxypool.lifecycle;

import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Policies.DriftPolicy;
import dev.proxypool.domain.Policies.Management;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of the table: which cells it is for, and what is expected of them. What it does not name may be anything. */
final class Row {

    final String why;
    Set<MemberKind> kinds = EnumSet.allOf(MemberKind.class);
    Set<Life> lives = EnumSet.allOf(Life.class);
    Set<Remote> remotes = EnumSet.allOf(Remote.class);
    Set<Past> pasts = EnumSet.allOf(Past.class);
    Set<Management> managements = EnumSet.allOf(Management.class);
    Set<Adoption> adoptions = EnumSet.allOf(Adoption.class);
    Set<DriftPolicy> drifts = EnumSet.allOf(DriftPolicy.class);

    @Nullable
    Boolean suspend;

    @Nullable
    Boolean asDeclared;

    Act does = Act.NOTHING;
    Act holds = Act.NOTHING;
    End end = End.GOES;

    private Row(String why) {
        this.why = why;
    }

    static Row row(String why) {
        return new Row(why);
    }

    Row copy() {
        Row copy = new Row(why);
        copy.kinds = kinds;
        copy.lives = lives;
        copy.remotes = remotes;
        copy.pasts = pasts;
        copy.managements = managements;
        copy.adoptions = adoptions;
        copy.drifts = drifts;
        copy.suspend = suspend;
        copy.asDeclared = asDeclared;
        copy.does = does;
        copy.holds = holds;
        copy.end = end;
        return copy;
    }

    /** Of members whose use Twilio reports. */
    Row ofNumbers() {
        this.kinds = EnumSet.of(MemberKind.PHONE_NUMBER);
        return this;
    }

    Row life(Life first, Life... more) {
        return life(EnumSet.of(first, more));
    }

    Row life(Set<Life> lives) {
        this.lives = EnumSet.copyOf(lives);
        return this;
    }

    Row remote(Remote first, Remote... more) {
        return remote(EnumSet.of(first, more));
    }

    Row remote(Set<Remote> remotes) {
        this.remotes = EnumSet.copyOf(remotes);
        return this;
    }

    Row past(Past first, Past... more) {
        this.pasts = EnumSet.of(first, more);
        return this;
    }

    Row observes() {
        this.managements = EnumSet.of(Management.OBSERVE);
        return this;
    }

    Row manages() {
        this.managements = EnumSet.of(Management.MANAGE);
        return this;
    }

    Row adoption(Adoption first, Adoption... more) {
        this.adoptions = EnumSet.of(first, more);
        return this;
    }

    Row drift(DriftPolicy drift) {
        this.drifts = EnumSet.of(drift);
        return this;
    }

    Row suspended() {
        this.suspend = true;
        return this;
    }

    Row asDeclared(boolean asDeclared) {
        this.asDeclared = asDeclared;
        return this;
    }

    Row does(Act act) {
        this.does = act;
        return this;
    }

    Row holds(Act act) {
        this.holds = act;
        return this;
    }

    Row then(End end) {
        this.end = end;
        return this;
    }

    boolean fits(Cell cell) {
        return kinds.contains(cell.kind())
                && lives.contains(cell.life())
                && remotes.contains(cell.remote())
                && pasts.contains(cell.past())
                && managements.contains(cell.policies().management())
                && adoptions.contains(cell.policies().adoption())
                && drifts.contains(cell.policies().drift())
                && (suspend == null || suspend == cell.policies().suspend())
                && (asDeclared == null || asDeclared == cell.isAsDeclared());
    }

    Told expects(Cell cell) {
        return new Told(does.of(cell), holds.of(cell), end.of(cell));
    }

    /** The first row that fits. */
    static Row of(Cell cell, List<Row> table) {
        return table.stream()
                .filter(row -> row.fits(cell))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + cell));
    }

    @Override
    public String toString() {
        return why;
    }
}
