@NullMarked
package dev.proxypool.domain;

import org.jspecify.annotations.NullMarked;
