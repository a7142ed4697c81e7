/**
 * The expression languages of GitHub Actions and Azure Pipelines: where a text has expressions, and
 * what an expression says, as a tree with places. Nothing is evaluated.
 *
 * <p>Uses nothing.
 */
@NullMarked
package io.github.mlopsmaven.expressions;

import org.jspecify.annotations.NullMarked;
