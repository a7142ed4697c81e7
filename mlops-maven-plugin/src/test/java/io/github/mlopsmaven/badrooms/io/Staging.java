package io.github.mlopsmaven.badrooms.io;

import io.github.mlopsmaven.badrooms.generate.Publishing;
import org.apache.maven.archetype.metadata.ArchetypeDescriptor;

/** Files that know a use case, which closes a cycle, and Maven Archetype. */
public record Staging(Publishing publishing, ArchetypeDescriptor descriptor) {}
