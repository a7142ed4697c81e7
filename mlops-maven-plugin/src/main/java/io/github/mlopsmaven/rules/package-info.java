/**
 * The rules of {@code mlops:verify}, a package for each subject; {@code AllChecks} lists them.
 *
 * <p>Uses {@code verify}, {@code template}, {@code problem} and Gson.
 */
@NullMarked
package io.github.mlopsmaven.rules;

import org.jspecify.annotations.NullMarked;
