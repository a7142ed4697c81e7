package io.github.mlopsmaven.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.ProjectFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What this build delivers breaks no rule, at any level, whatever is chosen. */
class BuiltinTemplateTest {

  private static final Path TEMPLATE = Path.of("..", "mlops-archetype-catalog", "template", "src");

  @Test
  void noSelectionHasAFinding() {
    List<Check> checks = AllChecks.list();
    List<ProjectFiles> projects = ProjectFiles.generatedFrom(TEMPLATE);
    Map<String, Set<String>> findings = new TreeMap<>();
    for (ProjectFiles project : projects) {
      findings.put(project.name(), project.findings(checks));
    }
    findings.values().removeIf(Set::isEmpty);

    assertThat(projects).as("selections").hasSizeGreaterThanOrEqualTo(50);
    assertThat(findings).isEmpty();
  }
}
