package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.ClaimantStatus;
import dev.proxypool.status.PassResult;
import dev.proxypool.status.StatusFrame;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What is specific to one kind that claims members. Everything else is in {@link ClaimReconciler}.
 *
 * @param <S> the status of the kind
 * @param <R> the kind
 * @param name of its controller, in metrics and logs
 * @param statusOf returns the status of a resource; never null
 * @param project returns the status after a pass; the old status itself if nothing changed
 * @param claimsOne whether a resource claims one member, so that a pass that touches nothing still deserves an event
 */
public record ClaimantKind<S extends ClaimantStatus<S>, R extends CustomResource<?, S> & Claimant<R>>(
        String name,
        Class<R> type,
        Function<R, S> statusOf,
        BiFunction<PassResult, StatusFrame<S>, S> project,
        boolean claimsOne) {}
