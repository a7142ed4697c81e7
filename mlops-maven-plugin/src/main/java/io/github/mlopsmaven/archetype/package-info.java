/**
 * The only room that knows Maven Archetype's descriptor and catalog models.
 *
 * <p>Uses {@code template}, {@code layout}, {@code problem} and those models.
 */
@NullMarked
package io.github.mlopsmaven.archetype;

import org.jspecify.annotations.NullMarked;
