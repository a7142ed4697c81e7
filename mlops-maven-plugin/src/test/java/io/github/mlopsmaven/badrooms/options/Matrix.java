package io.github.mlopsmaven.badrooms.options;

import io.github.mlopsmaven.badrooms.git.LeakySource;
import org.apache.maven.plugin.logging.Log;

/** A use case that knows an adapter and Maven. */
record Matrix(LeakySource source, Log log) {}
