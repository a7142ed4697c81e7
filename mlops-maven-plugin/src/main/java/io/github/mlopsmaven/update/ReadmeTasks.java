package io.github.mlopsmaven.update;

import io.github.mlopsmaven.generate.StagedProject;
import io.github.mlopsmaven.lock.FileList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the README of a project has on its list for a person. */
final class ReadmeTasks {

  private static final String README = "README.md";
  private static final String TASK = "- [ ] ";

  private ReadmeTasks() {}

  /** What the list has at the newer state, and had not before. */
  static List<String> added(FileList before, ProvedBase base, StagedProject newer) {
    Set<String> known =
        before
            .at(README)
            .flatMap(entry -> base.bytes(entry.blob()))
            .map(bytes -> tasks(bytes).collect(Collectors.toSet()))
            .orElse(Set.of());
    return newer.files().at(README).map(newer::bytes).stream()
        .flatMap(ReadmeTasks::tasks)
        .filter(task -> !known.contains(task))
        .toList();
  }

  private static Stream<String> tasks(byte[] readme) {
    return new String(readme, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(TASK))
        .map(line -> line.substring(TASK.length()).strip());
  }
}
