package io.github.mlopsmaven.testkit;

import java.nio.file.Path;

/**
 * A bare repository that {@link AzureShapedRepository} wrote.
 *
 * @param directory the repository itself, such as {@code template.git}
 * @param branch short name of the branch that HEAD names
 * @param tip commit id of the branch
 * @param tagged commit id of {@code v1.1.0}, a lightweight tag, and of {@code v1.1.0-annotated}
 */
public record BuiltRepository(Path directory, String branch, String tip, String tagged) {}
