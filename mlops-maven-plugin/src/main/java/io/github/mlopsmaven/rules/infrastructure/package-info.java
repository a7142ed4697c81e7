/**
 * Rules about Terraform and Bicep: modules, files, variables and outputs that are named and not
 * there, arguments that a module does not take or misses. Reads both languages as far as that
 * needs.
 *
 * <p>Uses {@code verify}.
 */
@NullMarked
package io.github.mlopsmaven.rules.infrastructure;

import org.jspecify.annotations.NullMarked;
