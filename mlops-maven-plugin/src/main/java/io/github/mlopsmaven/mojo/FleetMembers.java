package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.fleet.FleetDirectory;
import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.fleet.FleetQuery;
import io.github.mlopsmaven.fleet.RepositoryList;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Glob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which repositories a run is about: those of a file, or those of a place; of these, those whose
 * names fit a pattern.
 *
 * @param title what reports call them
 * @param query the place, unless they are listed
 * @param listed the file's, unless there is a place
 * @param pattern which of them, unless all
 */
record FleetMembers(
    String title,
    Optional<FleetQuery> query,
    Optional<RepositoryList> listed,
    Optional<Glob> pattern) {

  /**
   * What a command names.
   *
   * @param query the place, if it could be read
   * @param place the place as it is written
   * @param file the file
   * @param pattern the pattern
   * @param mistakes gets what is wrong with them, if they had no mistake before
   */
  static FleetMembers of(
      Optional<FleetQuery> query,
      Optional<String> place,
      Optional<Path> file,
      Optional<Glob> pattern,
      Mistakes mistakes) {
    if (query.isPresent() == file.isPresent() && mistakes.isEmpty()) {
      mistakes.add(
          new UsageException(
              query.isPresent()
                  ? "there are two lists of repositories"
                  : "it is not known which repositories are meant",
              "name a file with -Dmlops.repositories=FILE, or a place such as"
                  + " -Dmlops.of=github:ORGANIZATION?topic=mlops"));
    }
    return new FleetMembers(
        place.or(() -> file.map(path -> "of " + path.getFileName())).orElse(""),
        query,
        file.flatMap(path -> mistakes.reading(() -> read(path))),
        pattern);
  }

  private static RepositoryList read(Path file) {
    try {
      return RepositoryList.parse(
          String.valueOf(file.getFileName()), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UsageException(
          file + " cannot be read: " + e.getMessage(), "check -Dmlops.repositories=FILE");
    }
  }

  /** Reads a pattern for names. */
  static Glob pattern(String text) {
    try {
      return Glob.of(text.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "only '" + text + "' is not a pattern", "write a name or a pattern such as acme/demo-*");
    }
  }

  /**
   * Lists them.
   *
   * @param wiring makes the place's directory
   * @param hosts says how the place is reached
   * @throws UsageException if there is none
   */
  List<Member> list(Wiring wiring, FleetHosts hosts) {
    FleetDirectory directory =
        listed
            .map(list -> (FleetDirectory) list)
            .orElseGet(() -> directory(wiring, hosts, query.orElseThrow()));
    List<Member> members =
        directory.members().stream()
            .filter(member -> pattern.map(glob -> glob.matches(member.name())).orElse(true))
            .toList();
    if (members.isEmpty()) {
      throw new UsageException(
          "no repository " + pattern.map(glob -> "fits mlops.only").orElse("is there"),
          "check -Dmlops.of or -Dmlops.repositories, and -Dmlops.only");
    }
    return members;
  }

  private static FleetDirectory directory(Wiring wiring, FleetHosts hosts, FleetQuery query) {
    return wiring.fleet(hosts.reached(query.host(), Optional.empty(), query.owner()).host(), query);
  }
}
