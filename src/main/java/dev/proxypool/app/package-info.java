/**
 * Where everything is put together: the command line, the configuration, and the one method that builds the operator.
 *
 * <p>{@link dev.proxypool.app.OperatorRuntime} is the map of the system; {@link dev.proxypool.app.OperatorConfig} is every
 * setting; {@link dev.proxypool.app.Main} is the command line.
 */
@NullMarked
package dev.proxypool.app;

import org.jspecify.annotations.NullMarked;
