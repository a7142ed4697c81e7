/**
 * The user's git configuration, read as git reads it: files, includes, the environment, what is set
 * for one URL only. It knows nothing of JGit, which lacks conditional includes and the environment.
 *
 * <p>Uses {@code problem}.
 */
@NullMarked
package io.github.mlopsmaven.gitconfig;

import org.jspecify.annotations.NullMarked;
