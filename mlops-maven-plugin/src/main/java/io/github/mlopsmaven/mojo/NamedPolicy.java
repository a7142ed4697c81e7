package io.github.mlopsmaven.mojo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A policy as somebody named it.
 *
 * @param text a path, or Maven coordinates
 * @param where who named it, for messages, as in {@code -Dmlops.policy}
 * @param base the folder that a relative path starts from; empty where there is none
 * @param pom the coordinates of the POM that names it, {@code groupId:artifactId:version}, where
 *     that comes from a repository: a file beside it is an artifact of its own there
 */
record NamedPolicy(String text, String where, Optional<Path> base, Optional<String> pom) {}
