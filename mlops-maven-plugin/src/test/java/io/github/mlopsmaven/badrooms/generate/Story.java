package io.github.mlopsmaven.badrooms.generate;

import io.github.mlopsmaven.badrooms.io.Staging;
import io.github.mlopsmaven.badrooms.mojo.BadMojo;

/** A use case that knows its goal. */
public record Story(Staging staging, BadMojo goal) {}
