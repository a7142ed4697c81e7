/**
 * The bounds of what is read from outside: bytes, depth, count, time and silence. Whatever a
 * template, a server or a file holds, a reader ends within them, and says which one was passed.
 *
 * <p>Uses {@code problem} and SnakeYAML Engine.
 */
@NullMarked
package io.github.mlopsmaven.bounds;

import org.jspecify.annotations.NullMarked;
