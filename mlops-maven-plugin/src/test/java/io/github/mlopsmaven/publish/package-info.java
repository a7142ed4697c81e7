/** Tests of the room {@code publish}. */
@NullMarked
package io.github.mlopsmaven.publish;

import org.jspecify.annotations.NullMarked;
