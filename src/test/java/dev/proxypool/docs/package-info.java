/** Documentation that cannot lie: links lead somewhere, examples make sense, and the tables are those of the code. */
@NullMarked
package dev.proxypool.docs;

import org.jspecify.annotations.NullMarked;
