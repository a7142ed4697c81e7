/**
 * Files: the staging directory, the atomic move, path safety, template sources that are plain
 * directories or archives.
 *
 * <p>Uses {@code problem} and {@code template}.
 */
@NullMarked
package io.github.mlopsmaven.io;

import org.jspecify.annotations.NullMarked;
