/**
 * Rules about the commands of workflows, pipelines and scripts: files, directories and variables of
 * Terraform that a command names and that are not there.
 *
 * <p>Uses {@code verify} and {@code rules.infrastructure}.
 */
@NullMarked
package io.github.mlopsmaven.rules.commands;

import org.jspecify.annotations.NullMarked;
