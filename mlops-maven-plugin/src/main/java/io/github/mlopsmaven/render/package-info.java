/**
 * The only room that knows Velocity; and the byte-preserving rewrites of files that are not
 * Velocity.
 *
 * <p>Uses {@code template}, {@code problem}, Velocity (and SLF4J, for its logger) and the YAML
 * parser.
 */
@NullMarked
package io.github.mlopsmaven.render;

import org.jspecify.annotations.NullMarked;
