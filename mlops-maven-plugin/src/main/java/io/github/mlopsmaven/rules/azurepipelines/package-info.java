/**
 * Rules about Azure Pipelines: templates, their parameters, and what pipelines name.
 *
 * <p>Uses {@code verify}, {@code template}, {@code problem} and the room of rules for images.
 */
@NullMarked
package io.github.mlopsmaven.rules.azurepipelines;

import org.jspecify.annotations.NullMarked;
