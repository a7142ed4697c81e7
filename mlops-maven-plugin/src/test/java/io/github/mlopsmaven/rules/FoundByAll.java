package io.github.mlopsmaven.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;

/** What all checks together find in a project. */
final class FoundByAll {

  private FoundByAll() {}

  static List<String> found(ProjectUnderTest project) {
    return AllChecks.list().stream().flatMap(check -> project.findings(check).stream()).toList();
  }

  /** There are as many findings as parts, and each part is in one of them. */
  static void assertFound(ProjectUnderTest project, String... parts) {
    List<String> found = found(project);
    assertThat(found).hasSize(parts.length);
    for (String part : parts) {
      assertThat(found).anySatisfy(one -> assertThat(one).contains(part));
    }
  }
}
