/**
 * Rules for makefiles: they can be read, and what they name is there.
 *
 * <p>Uses {@code verify}, {@code problem} and {@code bounds}.
 */
@NullMarked
package io.github.mlopsmaven.rules.make;

import org.jspecify.annotations.NullMarked;
