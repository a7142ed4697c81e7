/** Tests of the room. */
@NullMarked
package io.github.mlopsmaven.authoring;

import org.jspecify.annotations.NullMarked;
