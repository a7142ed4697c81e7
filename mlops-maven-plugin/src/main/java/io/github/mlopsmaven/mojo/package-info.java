/**
 * One class per goal: parameters, {@code toRequest()}, one call, translation of exceptions. {@code
 * Wiring} is the only place that makes adapters.
 *
 * <p>Uses every room; no room uses it.
 */
@NullMarked
package io.github.mlopsmaven.mojo;

import org.jspecify.annotations.NullMarked;
