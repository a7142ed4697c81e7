/**
 * Reaches git servers over SSH: with the {@code ssh} of the system where there is one, as git does,
 * otherwise with JGit's own client; and says for people why it failed.
 *
 * <p>Uses {@code problem}, JGit and Apache MINA SSHD.
 */
@NullMarked
package io.github.mlopsmaven.ssh;

import org.jspecify.annotations.NullMarked;
