/**
 * What can go wrong, said once: exceptions that carry the problem and the remedy, did-you-mean
 * suggestions, and the redaction of secrets from any text.
 *
 * <p>Uses nothing but {@code java.*}.
 */
@NullMarked
package io.github.mlopsmaven.problem;

import org.jspecify.annotations.NullMarked;
