package io.github.mlopsmaven.update;

import io.github.mlopsmaven.lock.FileList;
import java.util.Optional;

/**
 * A file and what is done with it.
 *
 * @param before its line in the list
 * @param after its line at the new state
 * @param from where the project has it
 * @param to where it is afterwards
 * @param outcome what is done, and why
 */
record Decided(
    Optional<FileList.Entry> before,
    Optional<FileList.Entry> after,
    Optional<String> from,
    String to,
    Outcome outcome) {

  Decided with(Outcome other) {
    return new Decided(before, after, from, to, other);
  }
}
