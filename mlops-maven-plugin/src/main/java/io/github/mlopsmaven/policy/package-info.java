/**
 * The use case of {@code mlops:check}: what a company's policy says about a project, and what of it
 * does not hold.
 *
 * <p>Uses {@code status} and {@code verify}, whose results a policy judges, {@code descriptor} for
 * reading YAML, and Maven's version ranges.
 */
@NullMarked
package io.github.mlopsmaven.policy;

import org.jspecify.annotations.NullMarked;
