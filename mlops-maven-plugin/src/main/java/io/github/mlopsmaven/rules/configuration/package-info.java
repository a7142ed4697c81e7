/**
 * Rules about settings: keys of YAML and JSON files, and what Terraform, Bicep, shell and Python
 * code reads of them.
 *
 * <p>Uses {@code verify} and {@code problem}.
 */
@NullMarked
package io.github.mlopsmaven.rules.configuration;

import org.jspecify.annotations.NullMarked;
