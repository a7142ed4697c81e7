package io.github.mlopsmaven.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.mlopsmaven.descriptor.DescriptorReader;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.testkit.MemoryTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {

  @Test
  void aRuleMovesWhatLiesBelowADirectory() {
    Plan plan =
        plan(
            "layout: [{from: 'src/{a}', to: 'out/{a}'}]",
            MemoryTree.of("src/x/f", "src/x/d/g", "src/y/h", "other"));

    assertThat(plan.files())
        .extracting(file -> file.source().path(), PlannedFile::target)
        .containsExactly(tuple("src/x/d/g", "out/x/d/g"), tuple("src/x/f", "out/x/f"));
  }

  @Test
  void aRuleRenamesAFile() {
    assertThat(targets("layout: [{from: LICENSE, to: 'notices/{a}'}]", MemoryTree.of("LICENSE")))
        .containsExactly("notices/x");
  }

  private static Plan planned(String text, Map<String, String> given, MemoryTree tree) {
    Descriptor descriptor =
        DescriptorReader.read(
            "d.yml",
            """
            format: 1
            name: n
            values:
              package: {default: "{project_name | snake_case}"}
              license: {enum: [none, mit], default: none}
            """
                + text);
    Selection none = new Selection(Map.of());
    return new Planner(descriptor, tree, List.of())
        .plan(none, Placeholders.of(descriptor, none, given));
  }

  @Test
  void pathsAreNamedByValuesAndTheProject() {
    Plan plan =
        planned(
            "layout: [{from: base, to: .}, {from: one, to: '{package | replace(''_'', ''/'')}/{project_name}'}]",
            Map.of("project_name", "My-Churn"),
            MemoryTree.of("base/src/{package}/{project_name}.yml", "base/{id}.json", "one/a"));

    assertThat(plan.files())
        .extracting(PlannedFile::target)
        .containsExactly("my/churn/My-Churn/a", "src/my_churn/My-Churn.yml", "{id}.json");
  }

  @Test
  void filesDependOnValues() {
    String layout = "layout: [{from: mit, to: LICENSE, when: {license: mit}}, {from: a, to: a}]";
    MemoryTree tree = MemoryTree.of("mit", "a");

    assertThat(planned(layout, Map.of("project_name", "p", "license", "mit"), tree).files())
        .hasSize(2);
    assertThat(planned(layout, Map.of("project_name", "p"), tree).files())
        .extracting(PlannedFile::target)
        .containsExactly("a");
  }

  @Test
  void aNameThatLeavesNoSegmentIsRefused() {
    assertThatThrownBy(
            () ->
                planned(
                    "layout: [{from: base, to: 'src/{package}'}]",
                    Map.of("project_name", "p", "package", "a//.."),
                    MemoryTree.of("base/f")))
        .hasMessage(
            "the path src/{package}/f would be 'src/a//../f', which has the segment ''\n"
                + "  give another name with -Dmlops.values.package=TEXT");
  }

  @Test
  void twoFilesAtOnePathAreRefusedWhateverNamedThem() {
    assertThatThrownBy(
            () ->
                planned(
                    "layout: [{from: a, to: '{package}'}, {from: b, to: '{license}'}]",
                    Map.of("project_name", "p", "package", "mit", "license", "mit"),
                    MemoryTree.of("a/f", "b/f")))
        .hasMessageStartingWith("the template puts both a/f and b/f at mit/f\n");
  }

  @Test
  void theRootIsWrittenAsADot() {
    assertThat(targets("layout: [{from: ., to: .}]", MemoryTree.of("f", "d/g")))
        .containsExactly("d/g", "f");
  }

  @Test
  void whatIsNotThereIsNoError() {
    assertThat(targets("layout: [{from: data, to: data}]", MemoryTree.of("f"))).isEmpty();
  }

  @Test
  void includeAndExcludeAreRelativeToTheRule() {
    assertThat(
            targets(
                "layout: [{from: d, to: ., include: ['*.py', 'sub/**'], exclude: ['sub/no/**',"
                    + " /top.py]}]",
                MemoryTree.of(
                    "d/a.py", "d/b.txt", "d/top.py", "d/sub/top.py", "d/sub/c.txt", "d/sub/no/d")))
        .containsExactly("a.py", "sub/c.txt", "sub/top.py");
  }

  @Test
  void theDescriptorsExcludeIsRelativeToTheTemplate() {
    assertThat(
            targets(
                "exclude: ['*.swp', 'd/e/**', /f]\nlayout: [{from: ., to: .}]",
                MemoryTree.of("d/a", "d/a.swp", "d/e/b", "f", "d/f")))
        .containsExactly("d/a", "d/f");
  }

  @Test
  void anExcludedFileIsNotThereForARuleThatNamesItEither() {
    assertThat(
            targets(
                "exclude: [f]\nlayout: [{from: f, to: g}, {from: h, to: h}]",
                MemoryTree.of("f", "h")))
        .containsExactly("h");
  }

  @Test
  void aConditionDecides() {
    assertThat(
            targets(
                "layout: [{from: f, to: f, when: {a: x}}, {from: g, to: g, when: {a: [y, z]}}]",
                MemoryTree.of("f", "g")))
        .containsExactly("f");
  }

  @Test
  void velocityFilesLoseTheirSuffixWhereverTheyGo() {
    Plan plan =
        plan(
            "layout: [{from: d, to: .}, {from: README.txt.vm, to: README}]",
            MemoryTree.of("d/a.yml.vm", "d/b.yml", "README.txt.vm"));

    assertThat(plan.files())
        .extracting(PlannedFile::target, PlannedFile::rendered)
        .containsExactly(tuple("README", true), tuple("a.yml", true), tuple("b.yml", false));
  }

  @Test
  void withoutRenderingAVelocityFileIsAFile() {
    Plan plan = plan("render: none\nlayout: [{from: ., to: .}]", MemoryTree.of("a.vm"));

    assertThat(plan.files())
        .extracting(PlannedFile::target, PlannedFile::rendered)
        .containsExactly(tuple("a.vm", false));
  }

  @Test
  void aLinkIsNeverRendered() {
    MemoryTree tree = MemoryTree.of().with("a.vm", FileMode.SYMBOLIC_LINK);

    assertThat(plan("layout: [{from: ., to: .}]", tree).files())
        .extracting(PlannedFile::target, PlannedFile::rendered)
        .containsExactly(tuple("a.vm", false));
  }

  @Test
  void twoFilesAtOnePlaceAreRefused() {
    assertThatThrownBy(
            () ->
                plan(
                    "layout: [{from: a, to: .}, {from: b, to: .}]", MemoryTree.of("a/f.vm", "b/f")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the template puts both a/f.vm and b/f at f\n"
                + "  exclude one of them in the layout of mlops-template.yml");
  }

  @Test
  void oneFileMayBeNamedTwice() {
    assertThat(targets("layout: [{from: a, to: .}, {from: a/f, to: f}]", MemoryTree.of("a/f")))
        .containsExactly("f");
  }

  @Test
  void executableIsWhatTheTemplateOrTheDescriptorSays() {
    Plan plan =
        plan(
            "executable: ['*.sh', bin/run]\nlayout: [{from: src, to: bin}]",
            MemoryTree.of("src/a.sh", "src/run", "src/doc").with("src/tool", FileMode.EXECUTABLE));

    assertThat(plan.files())
        .filteredOn(PlannedFile::executable)
        .extracting(PlannedFile::target)
        .containsExactly("bin/a.sh", "bin/run", "bin/tool");
  }

  @Test
  void rewritesGoToTheTargetsThatTheyName() {
    String text =
        "layout: [{from: ., to: .}]\n"
            + "rewrites:\n"
            + "  - {reason: r, files: [conf.yml], path: a.b, value: v}\n"
            + "  - {reason: s, files: [conf.yml], path: a.b, value: v, when: {a: y}}";
    Descriptor descriptor = descriptor(text);

    Plan plan =
        new Planner(descriptor, MemoryTree.of("conf.yml", "other.yml"), descriptor.rewrites())
            .plan(new Selection(Map.of("a", "x")));

    assertThat(plan.files())
        .extracting(PlannedFile::target, file -> file.rewrites().size())
        .containsExactly(tuple("conf.yml", 1), tuple("other.yml", 0));
  }

  private static List<String> targets(String text, MemoryTree tree) {
    return plan(text, tree).files().stream().map(PlannedFile::target).toList();
  }

  private static Plan plan(String text, MemoryTree tree) {
    return new Planner(descriptor(text), tree, List.of()).plan(new Selection(Map.of("a", "x")));
  }

  /** With an option that some rule uses, whatever the text says. */
  private static Descriptor descriptor(String text) {
    return DescriptorReader.read(
        "d.yml",
        "format: 1\nname: n\noptions: {a: {}}\n"
            + text.replace("layout: [", "layout: [{from: 'none/{a}', to: none}, "));
  }
}
