package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.fleet.FleetDirectory.Member;
import io.github.mlopsmaven.problem.BusyException;
import io.github.mlopsmaven.problem.MlopsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The projects in folders of one repository, each with a lock of its own. They are told in the
 * repository's row: one repository is one row. No pull request is made for them.
 */
final class ProjectsBelow {

  private final Member member;
  private final boolean updates;
  private final Map<String, FleetRow> rows = new LinkedHashMap<>();

  /**
   * Names the repository.
   *
   * @param member which
   * @param updates whether the run proposes updates
   */
  ProjectsBelow(Member member, boolean updates) {
    this.member = member;
    this.updates = updates;
  }

  /**
   * Adds a project; one that cannot be looked at is told too.
   *
   * @param folder where it is
   * @param look looks at it
   */
  void add(String folder, Supplier<FleetRow> look) {
    FleetRow row;
    try {
      row = look.get();
    } catch (BusyException e) {
      throw e;
    } catch (MlopsException e) {
      row =
          FleetRow.of(member, FleetRow.Result.FAILED, List.of())
              .failed(new FleetRow.Trouble(folder + ": " + e.problem(), e.remedy()));
    }
    rows.put(folder, row);
  }

  /** The row of a repository whose root was not generated; empty where no folder was. */
  Optional<FleetRow> row() {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    FleetRow worst = FleetText.sorted(new ArrayList<>(rows.values())).get(0);
    Map<String, List<String>> files = new LinkedHashMap<>();
    List<FleetRow.Check> checks = new ArrayList<>();
    rows.forEach(
        (folder, row) -> {
          row.files()
              .forEach(
                  (word, paths) ->
                      paths.forEach(
                          path ->
                              files
                                  .computeIfAbsent(word, any -> new ArrayList<>())
                                  .add(folder + "/" + path)));
          row.checks().ifPresent(checks::addAll);
        });
    boolean judged = rows.values().stream().anyMatch(row -> row.checks().isPresent());
    return Optional.of(
        new FleetRow(
            member.name(),
            member.page(),
            worst.result(),
            rows.values().stream()
                .map(FleetRow::project)
                .filter(name -> !name.isEmpty())
                .distinct()
                .collect(Collectors.joining(", ")),
            worst.template(),
            worst.behind(),
            rows.values().stream().mapToInt(FleetRow::given).sum(),
            files,
            judged ? Optional.of(checks) : Optional.empty(),
            Optional.empty(),
            worst.trouble(),
            notes()));
  }

  /**
   * The row of a repository whose root was generated.
   *
   * @param root what is known of the root
   */
  FleetRow notedIn(FleetRow root) {
    FleetRow row = root;
    for (String note : notes()) {
      row = row.noting(note);
    }
    return row;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    rows.forEach(
        (folder, row) ->
            notes.add(
                "the project in "
                    + folder
                    + ": "
                    + row.result()
                    + row.behind().map(by -> ", " + by.commits() + " commits").orElse("")
                    + (row.drift() > 0
                        ? ", drift in " + row.drift() + (row.drift() == 1 ? " file" : " files")
                        : "")
                    + row.trouble().map(why -> ", " + why.problem()).orElse("")));
    if (updates && rows.values().stream().anyMatch(FleetRow::isBehind)) {
      notes.add(
          "mlops:fleet proposes nothing for projects in folders: run mlops:update with"
              + " -Dmlops.projectDirectory=FOLDER in a clone");
    }
    return notes;
  }
}
