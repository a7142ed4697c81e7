/**
 * Who signed a state of a template, by the keys that a company trusts and by no others.
 *
 * <p>Uses {@code template} and {@code problem}; JGit for SSH signatures and Bouncy Castle for
 * OpenPGP.
 */
@NullMarked
package io.github.mlopsmaven.trust;

import org.jspecify.annotations.NullMarked;
