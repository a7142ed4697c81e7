/**
 * The use case of {@code mlops:new-template}: a first descriptor for a repository that is not a
 * template yet, guessed from what is in it, and a CI workflow that verifies it.
 *
 * <p>Uses {@code bounds}, {@code template}, {@code descriptor}, {@code layout}, {@code problem} and
 * Gson, for the settings of other template tools.
 */
@NullMarked
package io.github.mlopsmaven.authoring;

import org.jspecify.annotations.NullMarked;
