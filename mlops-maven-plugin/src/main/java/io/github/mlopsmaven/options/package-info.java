/**
 * The use case behind {@code mlops:options}: the combination matrix for people and for programs.
 *
 * <p>Uses {@code template}, {@code descriptor}, {@code layout}, {@code problem} and Gson.
 */
@NullMarked
package io.github.mlopsmaven.options;

import org.jspecify.annotations.NullMarked;
