/**
 * The only room that knows Maven Archetype's descriptor and catalog models.
 *
 * <p>Uses {@code template}, {@code descriptor}, {@code layout}, {@code render}, {@code lock},
 * {@code io}, {@code problem} and those models.
 */
@NullMarked
package io.github.mlopsmaven.archetype;

import org.jspecify.annotations.NullMarked;
