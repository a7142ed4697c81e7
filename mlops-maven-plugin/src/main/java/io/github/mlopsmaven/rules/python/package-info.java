/**
 * Rules about Python: imports of the project's own modules, imports that an environment has to
 * provide, and the files that describe environments.
 *
 * <p>Uses {@code verify}.
 */
@NullMarked
package io.github.mlopsmaven.rules.python;

import org.jspecify.annotations.NullMarked;
