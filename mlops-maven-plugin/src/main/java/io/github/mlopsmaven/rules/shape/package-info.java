/**
 * Rules about the shape of workflows, actions and pipelines, by published JSON Schemas, which are
 * data of this package.
 *
 * <p>Uses {@code verify}, {@code problem} and Gson.
 */
@NullMarked
package io.github.mlopsmaven.rules.shape;

import org.jspecify.annotations.NullMarked;
