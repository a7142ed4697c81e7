/**
 * The use case behind {@code mlops:update}: a newer state of its template, or another selection,
 * for a project that people have worked on; and the ports it needs.
 *
 * <p>Uses {@code status}, {@code needs}, {@code generate}, {@code template}, {@code layout}, {@code
 * render}, {@code lock}, {@code io}, {@code problem} and Gson.
 */
@NullMarked
package io.github.mlopsmaven.update;

import org.jspecify.annotations.NullMarked;
