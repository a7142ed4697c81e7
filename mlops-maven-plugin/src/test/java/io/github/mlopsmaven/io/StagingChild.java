package io.github.mlopsmaven.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that is in the middle of making a project until it is ended from outside. */
final class StagingChild {

  private StagingChild() {}

  /**
   * Stages a file and waits.
   *
   * @param arguments the target
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (StagingDirectory staging = StagingDirectory.beside(Path.of(arguments[0]))) {
      Files.writeString(staging.path().resolve("f"), "x");
      System.out.println("staged");
      System.out.flush();
      Thread.sleep(120_000);
      staging.moveIntoPlace();
    }
  }
}
