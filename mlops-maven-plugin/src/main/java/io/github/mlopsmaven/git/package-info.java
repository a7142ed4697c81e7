/**
 * The only room that knows JGit: template sources over git, the cache, the new repository, the
 * push. No JGit type in a public signature.
 *
 * <p>Uses {@code template}, {@code problem}, {@code io}, {@code gitconfig} and JGit; implements
 * ports of {@code generate}.
 */
@NullMarked
package io.github.mlopsmaven.git;

import org.jspecify.annotations.NullMarked;
