/**
 * Rules about GitHub Actions: workflows and actions, what they call and what they name.
 *
 * <p>Uses {@code verify}, {@code template} and the rooms of rules for shapes and images.
 */
@NullMarked
package io.github.mlopsmaven.rules.github;

import org.jspecify.annotations.NullMarked;
