/**
 * The lock {@code .mlops/project.yml} of a generated project, and {@code .mlops/files}, what its
 * template gave.
 *
 * <p>Uses {@code template}, {@code problem} and the YAML parser.
 */
@NullMarked
package io.github.mlopsmaven.lock;

import org.jspecify.annotations.NullMarked;
