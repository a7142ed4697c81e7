/**
 * The use case of {@code mlops:publish}: a generated project gets its repository at a host, and
 * what its pipelines need there. What is to be true at the host is a list of steps, made before
 * anything is sent.
 *
 * <p>Uses {@code needs}, {@code descriptor}, {@code lock}, {@code template}, {@code io}, {@code
 * problem} and Gson.
 */
@NullMarked
package io.github.mlopsmaven.publish;

import org.jspecify.annotations.NullMarked;
