/**
 * The custom resources as Java types: the mirror of {@code crds/}.
 *
 * <p>They accept anything that an API server may hold (an older or newer definition, a wrong type let through), because
 * one object that cannot be parsed would stop the informer and with it the operator. An invalid field becomes a problem
 * in the {@link dev.proxypool.api.Claims} of that one resource.
 */
@NullMarked
package dev.proxypool.api;

import org.jspecify.annotations.NullMarked;
