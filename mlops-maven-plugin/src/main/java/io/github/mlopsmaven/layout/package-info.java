/**
 * Pure decisions: descriptor + tree + selection give the combination matrix and the plan.
 *
 * <p>Uses {@code template} and {@code problem}.
 */
@NullMarked
package io.github.mlopsmaven.layout;

import org.jspecify.annotations.NullMarked;
