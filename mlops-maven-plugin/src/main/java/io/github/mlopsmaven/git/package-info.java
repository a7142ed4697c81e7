/**
 * The only room that knows JGit: template sources over git, the cache, the new repository, the
 * push. No JGit type in a public signature.
 *
 * <p>Uses {@code bounds}, {@code template}, {@code problem}, {@code io}, {@code gitconfig}, {@code
 * ssh}, {@code servers} and JGit; implements ports of use cases.
 */
@NullMarked
package io.github.mlopsmaven.git;

import org.jspecify.annotations.NullMarked;
