/** Tests of the room {@code needs}. */
@NullMarked
package io.github.mlopsmaven.needs;

import org.jspecify.annotations.NullMarked;
