package io.github.mlopsmaven.rules;

import io.github.mlopsmaven.verify.ProjectFiles;
import java.util.function.Supplier;

/**
 * A way to break a project.
 *
 * @param kind what is done to it
 * @param place where
 * @param project makes the broken project
 */
record Mutant(String kind, String place, Supplier<ProjectFiles> project) {}
