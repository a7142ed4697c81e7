/**
 * Rules about the YAML of Azure Machine Learning's command line, version 2: files, inputs, outputs
 * and registered names that it refers to.
 *
 * <p>Uses {@code verify}.
 */
@NullMarked
package io.github.mlopsmaven.rules.azureml;

import org.jspecify.annotations.NullMarked;
