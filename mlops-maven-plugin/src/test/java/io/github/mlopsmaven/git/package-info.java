/** Tests of the room {@code git}, against real servers and real repositories. */
@NullMarked
package io.github.mlopsmaven.git;

import org.jspecify.annotations.NullMarked;
