/** Tests of the user's git configuration; the git command line is the control where it is there. */
@NullMarked
package io.github.mlopsmaven.gitconfig;

import org.jspecify.annotations.NullMarked;
