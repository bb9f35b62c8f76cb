/**
 * A Kubernetes API inside this process, for trying out and for tests.
 *
 * <p>fabric8's mock server keeps objects and tells watchers, and that is all: no schema, no defaults, and kubectl
 * cannot use it. Not on the production class path: only {@code proxypool dev} loads this package.
 */
@NullMarked
package dev.proxypool.embedded;

import org.jspecify.annotations.NullMarked;
