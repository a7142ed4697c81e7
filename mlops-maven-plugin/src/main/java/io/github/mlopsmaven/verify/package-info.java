/**
 * Verification: what a finding, a rule and a checked project are; the engine that runs checks; its
 * reports; the use case of {@code mlops:verify}.
 *
 * <p>Uses {@code report}, {@code generate}, {@code template}, {@code descriptor}, {@code layout},
 * {@code render}, {@code lock}, {@code problem}, Gson and the YAML parser.
 */
@NullMarked
package io.github.mlopsmaven.verify;

import org.jspecify.annotations.NullMarked;
