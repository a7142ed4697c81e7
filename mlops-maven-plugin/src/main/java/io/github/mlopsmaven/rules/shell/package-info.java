/**
 * Rules about bash: scripts that do not parse, variables that are never set. Reads the whole
 * grammar of the language, in scripts and in the steps of pipelines.
 *
 * <p>Uses {@code bounds}, {@code problem} and {@code verify}.
 */
@NullMarked
package io.github.mlopsmaven.rules.shell;

import org.jspecify.annotations.NullMarked;
