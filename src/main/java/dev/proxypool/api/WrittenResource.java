package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A resource whose spec is kept as written, so that the operator can read and report anything in it.
 *
 * @param <S> its status
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public abstract sealed class WrittenResource<S> extends CustomResource<WrittenSpec, S> implements Namespaced
        permits ProxyAccount, ClaimantResource {

    /** Null, so that a patch made from an empty instance does not contain a spec. */
    @Override
    protected @Nullable WrittenSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable S initStatus() {
        return null;
    }

    /** The status, or an empty one; never null. */
    public abstract S statusOrNone();

    SpecReader reader() {
        return new SpecReader(spec().written());
    }

    WrittenSpec spec() {
        return Objects.requireNonNullElse(getSpec(), WrittenSpec.MISSING);
    }
}
