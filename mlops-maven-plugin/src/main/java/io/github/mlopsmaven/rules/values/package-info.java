/**
 * Values that more than one subject of rules has: times of schedules, names of images.
 *
 * <p>Uses {@code problem}.
 */
@NullMarked
package io.github.mlopsmaven.rules.values;

import org.jspecify.annotations.NullMarked;
