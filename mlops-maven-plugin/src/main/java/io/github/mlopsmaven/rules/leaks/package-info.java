/**
 * Rules about what must not be in a repository: secrets, ids and storage accounts of somebody,
 * files that editors and operating systems leave behind.
 *
 * <p>Uses {@code verify} and {@code template}.
 */
@NullMarked
package io.github.mlopsmaven.rules.leaks;

import org.jspecify.annotations.NullMarked;
