/**
 * Rules about Dockerfiles: instructions, flags and stages that are unknown, files that are not in
 * the build context.
 *
 * <p>Uses {@code problem}, {@code template} and {@code verify}.
 */
@NullMarked
package io.github.mlopsmaven.rules.docker;

import org.jspecify.annotations.NullMarked;
