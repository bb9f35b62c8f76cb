package dev.proxypool.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What users request of a resource by annotations. */
public final class Requests {

    private static final String FLUX = "reconcile.fluxcd.io/requestedAt";

    /** A changed value requests a fresh poll now. The operator honours Flux's annotation too. */
    private static final List<String> RECONCILE = List.of(ApiGroup.RECONCILE_ANNOTATION, FLUX);

    /** All annotations that the operator reads. */
    public static final Set<String> ANNOTATIONS =
            Set.of(ApiGroup.RECONCILE_ANNOTATION, FLUX, ApiGroup.ORPHAN_ANNOTATION, ApiGroup.APPROVAL_ANNOTATION);

    private Requests() {}

    /** Values are usually timestamps, maybe of different zones; others come before those, and are compared as text. */
    private static final Comparator<String> LATER = Comparator.comparing(
                    Requests::time, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(Comparator.naturalOrder());

    /** The value of the reconcile annotation that no poll has served yet; the later of the two. */
    static Optional<String> unserved(HasMetadata resource, @Nullable String served) {
        return RECONCILE.stream()
                .map(name -> annotation(resource, name))
                .filter(Objects::nonNull)
                .max(LATER)
                .filter(request -> !request.equals(served));
    }

    /** Whether the user wrote or requested something that no pass has seen yet; a deletion counts as written. */
    static boolean areNew(HasMetadata resource, @Nullable Long observedGeneration, @Nullable String served) {
        return !Objects.equals(resource.getMetadata().getGeneration(), observedGeneration)
                || unserved(resource, served).isPresent();
    }

    /**
     * Whether an add may have been begun that no status shows: the operator writes the finalizer just before the first
     * add, and the status after it.
     */
    static boolean hasOnlyBegun(HasMetadata resource, @Nullable Long observedGeneration) {
        return isUnseen(observedGeneration) && resource.hasFinalizer(ApiGroup.MEMBERSHIP_FINALIZER);
    }

    /** Whether no pass has written a status yet. */
    static boolean isUnseen(@Nullable Long observedGeneration) {
        return observedGeneration == null || observedGeneration < 0;
    }

    /** Whether anything differs that needs a pass, for every kind. */
    static boolean differ(HasMetadata resource, HasMetadata old) {
        ObjectMeta now = resource.getMetadata();
        ObjectMeta then = old.getMetadata();
        return !Objects.equals(now.getGeneration(), then.getGeneration())
                || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp())
                || changed(resource, old, ApiGroup.ORPHAN_ANNOTATION)
                || RECONCILE.stream().anyMatch(name -> changed(resource, old, name));
    }

    /** On a resource that is being deleted: the operator releases it without calling Twilio. */
    static boolean orphan(HasMetadata resource) {
        return "true".equals(annotation(resource, ApiGroup.ORPHAN_ANNOTATION));
    }

    static @Nullable String annotation(HasMetadata resource, String name) {
        var annotations = resource.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(name);
    }

    private static @Nullable Instant time(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static boolean changed(HasMetadata resource, HasMetadata old, String annotation) {
        return !Objects.equals(annotation(resource, annotation), annotation(old, annotation));
    }
}
