package dev.proxypool.reconcile;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.Claimant;
import dev.proxypool.api.ClaimantStatus;
import dev.proxypool.api.Claims;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.PlanInput.Hint;
import dev.proxypool.plan.Verdict;
import dev.proxypool.reconcile.account.Access;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.RequestedPolls.Due;
import dev.proxypool.reconcile.kube.DefinitionDeletion;
import dev.proxypool.reconcile.kube.EventMessage;
import dev.proxypool.reconcile.kube.EventPublisher;
import dev.proxypool.reconcile.kube.MemberEvent;
import dev.proxypool.reconcile.kube.NewProblem;
import dev.proxypool.reconcile.kube.ObjectWriter;
import dev.proxypool.reconcile.kube.RefusedStatuses;
import dev.proxypool.reconcile.pass.Checkpoint;
import dev.proxypool.reconcile.pass.Pass;
import dev.proxypool.status.PassResult;
import dev.proxypool.status.Reason;
import dev.proxypool.status.StatusFrame;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * Connects java-operator-sdk with a {@link Pass}, for every kind that claims members; it decides nothing. One method
 * serves every event, including deletion, because the claims of a resource that is being deleted ask for removal, and
 * need no second algorithm.
 */
public final class ClaimReconciler<S extends ClaimantStatus<S>, R extends CustomResource<?, S> & Claimant<R>>
        implements Reconciler<R> {

    private final ClaimantKind<S, R> kind;
    private final ClaimServices services;
    private final EventPublisher events;
    private final RefusedStatuses<R> refused;
    private final DefinitionDeletion definition;
    private final InstantSource clock;
    private final Reschedule<S, R> reschedule;
    private final ObjectWriter<R> writer;
    private final Corrections corrections = new Corrections();

    public ClaimReconciler(ClaimantKind<S, R> kind, ClaimServices services) {
        this.kind = kind;
        this.services = services;
        this.events = services.events();
        this.refused = new RefusedStatuses<>(events);
        this.clock = services.clock();
        this.definition = new DefinitionDeletion(kind.type(), clock);
        this.reschedule = new Reschedule<>(services.random());
        this.writer = new ObjectWriter<>(kind.type(), Claimant::needsPassAfter);
    }

    @Override
    public List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
        return List.of(services.join(context), writer);
    }

    @Override
    public UpdateControl<R> reconcile(R cached, Context<R> context) {
        R resource = refused.over(writer.newest(cached, context));
        boolean leaving = resource.isMarkedForDeletion();
        if (context.isPrimaryResourceDeleted() || leaving && !resource.hasFinalizer(ApiGroup.MEMBERSHIP_FINALIZER)) {
            forget(resource);
            return UpdateControl.noUpdate();
        }
        if (!services.rivals().areKnown()) {
            return UpdateControl.<R>noUpdate().rescheduleAfter(ClaimServices.SOON);
        }
        Access access = services.accounts().accessOf(resource);
        Claims claims = resource.toClaims(access.use(), clock.instant());
        if (leaving) {
            switch (definition.state(resource, context.getClient())) {
                case UNKNOWN -> {
                    return UpdateControl.<R>noUpdate().rescheduleAfter(DefinitionDeletion.SETTLING);
                }
                case IS_BEING_DELETED -> claims = claims.letGo();
                case STAYS -> {
                    // The user deletes only this resource.
                }
            }
        }
        if (!services.pools().areKnown(access, Pass.needs(claims), resource)) {
            // The end of the polls starts the next pass; this is the fallback.
            return UpdateControl.<R>noUpdate().rescheduleAfter(access.timing().observeInterval());
        }
        var rivals = new ConsultedRivals(services.rivals(), resource, access, clock.instant());
        var checkpoint = new ObjectCheckpoint<>(
                resource, writer, rivals, context, kind.statusOf().apply(resource)::willAdd);
        PassResult result = pass(resource, claims, access, rivals, checkpoint);
        if (result.isSuperseded()) {
            return reschedule.superseded(resource);
        }
        publish(resource, result);
        return result.mayReleaseFinalizer()
                ? release(resource, context)
                : updateStatus(resource, result, access, checkpoint, context);
    }

    private PassResult pass(R resource, Claims claims, Access access, ConsultedRivals rivals, Checkpoint checkpoint) {
        return switch (access) {
            case Access.Closed(var why) -> Pass.unreadable(claims, why);
            case Access.Open open -> {
                Account account = open.account();
                Due due = account.requests().turn(resource, resource.unservedRequest());
                boolean anew = due != Due.LATER && resource.hasUnservedChange();
                if (anew) {
                    // A reconcile request resumes corrections, and so does an edit.
                    resource.memberships().forEach(account.refusals()::forget);
                    corrections.forget(uid(resource));
                }
                yield new Pass(
                                account,
                                resource.getMetadata().getNamespace(),
                                input(resource, anew, account, rivals),
                                checkpoint)
                        .run(claims, due == Due.LOOK, resource.approval());
            }
        };
    }

    private Function<Claim, PlanInput> input(R resource, boolean anew, Account account, ConsultedRivals rivals) {
        Instant now = clock.instant();
        String uid = uid(resource);
        S status = kind.statusOf().apply(resource);
        return claim -> {
            Sid.Member code = claim.membership().member();
            PlanInput input = PlanInput.of(claim, rivals.on(code));
            boolean contested = !anew && status.isProblem(code, Reason.FOREIGN_WRITER.word())
                    || corrections.areEnough(uid, code, now, account.timing().contestWindow());
            return contested ? input.knowing(Hint.CONTESTED) : input;
        };
    }

    private UpdateControl<R> release(R resource, Context<R> context) {
        writer.release(resource, ApiGroup.MEMBERSHIP_FINALIZER, context);
        forget(resource);
        return UpdateControl.noUpdate();
    }

    private void forget(R resource) {
        String uid = uid(resource);
        reschedule.forget(resource);
        corrections.forget(uid);
        services.readiness().forget(uid);
        refused.forget(resource);
        definition.forget(uid);
        services.accounts().released(resource);
    }

    private UpdateControl<R> updateStatus(
            R resource, PassResult result, Access access, ObjectCheckpoint<S, R> checkpoint, Context<R> context) {
        Instant now = clock.instant();
        S old = kind.statusOf().apply(resource);
        boolean served = result.hasAnswer() && access.waitForLook(uid(resource)).isEmpty();
        S status = kind.project()
                .apply(
                        result,
                        new StatusFrame<>(
                                resource.getMetadata().getGeneration(),
                                old,
                                access.use(),
                                served ? resource.unservedRequest().orElse(null) : null,
                                access.capacity(),
                                access.timing().staleAfter(),
                                resource::drainEnd,
                                now,
                                ResourceKind.argument(resource, resource.getMetadata())));
        remember(resource, result, now);
        services.readiness().passed(resource, old.observedGeneration(), status.conditions(), now);
        EventMessage.ofNewProblem(old, status, result).ifPresent(message -> events.publish(resource, message));
        NewProblem.ofTroubleWithTheAccount(old.conditions(), status.conditions())
                .ifPresent(message -> EventPublisher.log(resource, message));
        if (status.holdsSomething() && !checkpoint.mayWrite()) {
            return reschedule.superseded(resource);
        }
        if (!status.equals(checkpoint.statusNow(old))) {
            refused.write(resource, status, () -> writer.status(resource, status, context));
        }
        return reschedule.after(resource, result, status, access, now);
    }

    private void remember(R resource, PassResult result, Instant now) {
        result.claims().stream()
                .filter(one -> one.decision().verdict() instanceof Verdict.Drifted)
                .filter(one -> one.outcome().changedSomething())
                .forEach(one -> corrections.corrected(uid(resource), one.member(), now));
    }

    private void publish(R resource, PassResult result) {
        List<MemberEvent> all = result.claims().stream()
                // A member that an earlier pass removed is no longer held; its event was published then.
                .filter(one -> kind.claimsOne()
                        || !one.decision().verdict().equals(new Verdict.Gone(Verdict.ReleaseReason.NEVER_HELD)))
                .flatMap(
                        one -> EventMessage.of(one.decision(), one.outcome())
                                .map(message -> new MemberEvent(one.member(), message))
                                .stream())
                .toList();
        MemberEvent.together(all).forEach(message -> events.publish(resource, message));
    }

    private String uid(R resource) {
        return resource.getMetadata().getUid();
    }
}
