/**
 * The use case behind {@code mlops:generate}, told as a story, and the ports it needs.
 *
 * <p>Uses {@code template}, {@code descriptor}, {@code layout}, {@code render}, {@code lock},
 * {@code io}, {@code problem} and Gson.
 */
@NullMarked
package io.github.mlopsmaven.generate;

import org.jspecify.annotations.NullMarked;
