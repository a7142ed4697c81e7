/**
 * The use case behind {@code mlops:status}: what changed in a project since it was generated, and
 * what its template has that it has not.
 *
 * <p>Uses {@code report}, {@code generate}, {@code template}, {@code layout}, {@code lock}, {@code
 * problem} and Gson.
 */
@NullMarked
package io.github.mlopsmaven.status;

import org.jspecify.annotations.NullMarked;
