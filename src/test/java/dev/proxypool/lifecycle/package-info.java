/**
 * The truth table: everything that a resource can ask for, over everything that its pool can be, and what the operator then
 * does and says. {@link dev.proxypool.lifecycle.TruthTable} is the page to read.
 */
@NullMarked
package dev.proxypool.lifecycle;

import org.jspecify.annotations.NullMarked;
