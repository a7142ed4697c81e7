/**
 * Rules about files that do not parse: YAML, JSON and notebooks.
 *
 * <p>Uses {@code verify} and Gson.
 */
@NullMarked
package io.github.mlopsmaven.rules.syntax;

import org.jspecify.annotations.NullMarked;
