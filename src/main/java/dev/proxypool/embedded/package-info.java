/**
 * A Kubernetes API inside this process, for trying out and for tests.
 *
 * <p>fabric8's mock server stores objects and notifies watchers, and that is all: no schema, no defaults, and kubectl
 * cannot use it. It is not on the production class path: only {@code proxypool dev} loads this package.
 */
@NullMarked
package dev.proxypool.embedded;

import org.jspecify.annotations.NullMarked;
