/**
 * The chart in {@code helm/} as Helm itself renders it, by helm-java: no cluster and no program is needed. {@link
 * dev.proxypool.helm.Chart} renders, {@link dev.proxypool.helm.Written} keeps the files that are made from others; all of
 * those are made anew with {@code -Dhelm.write=true}. Not here: what an API server says to the objects.
 */
@NullMarked
package dev.proxypool.helm;

import org.jspecify.annotations.NullMarked;
