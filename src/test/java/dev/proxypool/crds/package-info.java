/**
 * The definitions in {@code crds/} as users meet them: what is refused, in which words, what is supplied, what is shown.
 * Every case is a file in {@code src/test/resources/crds/}; a new rule or word costs one more of them. Read {@link
 * dev.proxypool.crds.ManifestCasesTest} first; {@link dev.proxypool.crds.Admission} stands in for the API server and says
 * where it is simpler. Not here: the Java records of the resources.
 */
@NullMarked
package dev.proxypool.crds;

import org.jspecify.annotations.NullMarked;
