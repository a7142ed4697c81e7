/**
 * The use case behind {@code mlops:adopt}: where a project without a lock came from, found by the
 * ids of its contents.
 *
 * <p>Uses {@code status}, {@code generate}, {@code template}, {@code descriptor}, {@code layout},
 * {@code render}, {@code lock}, {@code problem} and Gson.
 */
@NullMarked
package io.github.mlopsmaven.adopt;

import org.jspecify.annotations.NullMarked;
