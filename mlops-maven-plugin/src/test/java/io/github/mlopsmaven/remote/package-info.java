/** Tests of the rooms {@code remote} and {@code publish}, against hosts on this machine. */
@NullMarked
package io.github.mlopsmaven.remote;

import org.jspecify.annotations.NullMarked;
