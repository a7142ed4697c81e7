package io.github.mlopsmaven.badrooms.utils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A room that nobody wrote down. */
final class Strings {
  private Strings() {}

  /** Leaves two things where the system keeps them, and one beside its own. */
  static Path left(Path own) throws IOException {
    Path folder = Files.createTempDirectory("left");
    Files.createTempFile("left", ".txt");
    return Files.createTempFile(own, folder.toString(), ".txt");
  }
}
