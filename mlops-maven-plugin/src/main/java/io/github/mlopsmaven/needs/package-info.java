/**
 * What the pipelines of a project need of the service that runs them, read from the project's
 * files: variables, secrets, environments, pipelines to register, service connections; and what the
 * service and Azure keep of it, so that a person can be told what nothing needs any more.
 *
 * <p>Uses {@code problem} and the YAML parser.
 */
@NullMarked
package io.github.mlopsmaven.needs;

import org.jspecify.annotations.NullMarked;
