/**
 * Reading {@code mlops-template.yml} into a {@link io.github.mlopsmaven.template.Descriptor}, with
 * file and line in every refusal; the built-in descriptors.
 *
 * <p>Uses {@code template}, {@code problem} and the YAML parser.
 */
@NullMarked
package io.github.mlopsmaven.descriptor;

import org.jspecify.annotations.NullMarked;
