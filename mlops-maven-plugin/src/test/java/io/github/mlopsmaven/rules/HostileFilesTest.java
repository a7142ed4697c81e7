package io.github.mlopsmaven.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.Finding;
import io.github.mlopsmaven.verify.ProjectUnderTest;
import io.github.mlopsmaven.verify.RuleSettings;
import io.github.mlopsmaven.verify.Verifier;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Files that are built to stop their readers: every check ends, and nothing is thrown. */
class HostileFilesTest {

  private static final int MANY = 20_000;

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    String workflow = ".github/workflows/a.yml";
    files.put(workflow + "#nested", "on: push\njobs: " + "[".repeat(MANY));
    files.put(
        workflow + "#path of an action",
        "on: push\njobs: {a: {runs-on: x, steps: [{uses: a/b" + "/c".repeat(MANY) + "@v1}]}}");
    files.put(workflow + "#cycle", "on: push\njobs: &a {b: {steps: [*a]}}");
    files.put(
        workflow + "#expression",
        "on: push\njobs: {a: {runs-on: x, steps: [{run: \"${{ " + "(".repeat(MANY) + " }}\"}]}}");
    files.put(
        workflow + "#expressions",
        "on: push\njobs: {a: {runs-on: x, steps: [{run: \"" + "${{ ".repeat(MANY) + "\"}]}}");
    files.put(
        workflow + "#quotes",
        "on: push\njobs: {a: {runs-on: x, steps: [{run: \"${{ '" + "''".repeat(MANY) + " }}\"}]}}");
    files.put(
        workflow + "#self", "on: workflow_call\njobs: {a: {uses: ./.github/workflows/a.yml}}");
    files.put(
        workflow + "#shell", "on: push\njobs: {a: {steps: [{run: '" + "$(".repeat(MANY) + "'}]}}");
    files.put(
        "pipeline.yml#self",
        "trigger: none\nvariables:\n- template: pipeline.yml\nsteps:\n- template: pipeline.yml");
    files.put(
        "pipeline.yml#conditions",
        "steps:\n- " + "${{ if true }}: [{".repeat(150) + "a: b" + "}]".repeat(150));
    files.put(
        "pipeline.yml#macros",
        "trigger: none\nvariables:\n  a: $(b)$(b)$(b)\n  b: $(a)$(a)$(a)\nsteps:\n- script: cd $(a)");
    files.put("main.tf#blocks", "a {\n".repeat(MANY));
    files.put("main.tf#parts", "a = \"" + "${\"".repeat(MANY));
    files.put("main.tf#brackets", "a = " + "[".repeat(MANY));
    files.put("main.bicep#parts", "var a = '" + "${'".repeat(MANY));
    files.put("main.bicep#brackets", "var a = " + "{ a: [".repeat(MANY));
    files.put("a.json#nested", "[".repeat(MANY));
    files.put("a.json#deep", "{\"a\":".repeat(MANY));
    files.put("a.ipynb#nested", "{\"cells\": " + "[".repeat(MANY));
    files.put("a.sh#substitutions", "a=" + "$(".repeat(MANY));
    files.put("a.sh#quotes", "\"$(".repeat(MANY));
    files.put("a.sh#backquotes", "`".repeat(MANY));
    files.put("a.sh#brackets", "(".repeat(MANY));
    files.put("a.sh#documents", "<<a ".repeat(MANY));
    files.put("a.sh#chain", chain());
    files.put("a.sh#compounds", "if a; then ".repeat(MANY));
    files.put("a.sh#groups", "{ ".repeat(MANY));
    files.put("a.sh#conditions", "[[ " + "( ".repeat(MANY));
    files.put("a.sh#nots", "[[ " + "! ".repeat(MANY));
    files.put("a.sh#arithmetic", "$((".repeat(MANY));
    files.put("a.sh#parameters", "${a:-".repeat(MANY));
    files.put("a.sh#patterns", "a" + "@(".repeat(MANY));
    files.put("a.sh#sources", ". a.sh\n".repeat(1000));
    files.put("main.tf#types", "variable \"a\" {\n type = " + "list(".repeat(MANY) + "\n}");
    files.put("main.tf#type", typed());
    files.put("Dockerfile#lines", "FROM a\nRUN " + "b \\\n".repeat(MANY));
    files.put("Dockerfile#documents", "FROM a\nRUN " + "<<a ".repeat(MANY));
    files.put("README.md#links", "[a](".repeat(MANY));
    files.put("README.md#quotes", "`".repeat(MANY) + " " + "` ``".repeat(MANY));
    files.put("README.md#span", "`" + "a ".repeat(MANY) + "`");
    files.put("README.md#comments", "<!-- ".repeat(MANY));
    files.put("README.md#elements", "<a ".repeat(MANY));
    files.put(".devcontainer/devcontainer.json#nested", "{\"build\":".repeat(MANY));
    files.put(".devcontainer/devcontainer.json#comments", "/*".repeat(MANY));
    files.put("a.py#brackets", "import " + "(".repeat(MANY));
    files.put("a.py#text", "'''".repeat(MANY));
    files.put("a.py#long", "import " + "a.".repeat(MANY));
    files.put("requirements.txt#long", "a".repeat(MANY) + "-".repeat(MANY) + "!");
    files.put("requirements.txt#versions", "a" + ">=1,".repeat(MANY) + "!");
    files.put("requirements.txt#self", "-r requirements.txt\n".repeat(100));
    files.put(
        "conda.yml#long", "dependencies: ['" + "a".repeat(MANY) + "=" + " ".repeat(MANY) + "!']");
    files.put("Dockerfile#long", "FROM " + "-".repeat(MANY) + "\nCOPY " + " a".repeat(MANY));
    files.put(
        "job.yml#binding",
        "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\ncommand: \""
            + "${{".repeat(MANY)
            + "\"\ncode: "
            + "../".repeat(MANY));
    files.put("config-infra-dev.yml#macros", "variables:\n  namespace: $(namespace)$(namespace)\n");
    String job = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n";
    files.put(workflow + "#keys", job + "    - run: a\n" + each("k%d: 1\n"));
    files.put(
        workflow + "#jobs", "on: push\njobs:\n" + each("  j%1$d: {runs-on: x, needs: q%1$d}\n"));
    files.put(
        workflow + "#chain",
        "on: push\njobs:\n  j0: {runs-on: x}\n"
            + IntStream.range(1, MANY)
                .mapToObj(i -> "  j" + i + ": {runs-on: x, needs: j" + (i - 1) + "}\n")
                .collect(Collectors.joining()));
    files.put(
        workflow + "#steps",
        job + each("    - {id: s%1$d, run: 'echo ${{ steps.s%1$d.outputs.x }}'}\n"));
    files.put(
        workflow + "#unknown",
        job + "    - run: |\n" + each("        echo ${{ steps.s%d.outputs.x }}\n"));
    files.put(
        workflow + "#matrix",
        "on: push\njobs:\n  a:\n    strategy:\n      matrix:\n"
            + each("        m%d: [1]\n")
            + "    runs-on: x\n    steps:\n"
            + each("    - run: echo ${{ matrix.z%d }}\n"));
    files.put(
        "pipeline.yml#jobs",
        "trigger: none\njobs:\n" + each("- {job: j%1$d, dependsOn: q%1$d, steps: []}\n"));
    files.put(
        "pipeline.yml#parameters",
        "trigger: none\nparameters:\n"
            + each("- name: p%d\n")
            + "steps:\n"
            + each("- script: echo ${{ parameters.q%d }}\n"));
    files.put("pipeline.yml#tasks", "trigger: none\nsteps:\n" + each("- task: Foo%d@1\n"));
    files.put("a.py#imports", each("import p%d\n"));
    files.put(
        "job.yml#inputs",
        "$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\ncommand: \""
            + each("${{inputs.a%d}} ")
            + "\"\ninputs:\n"
            + each("  b%d: 1\n"));
    files.put(
        "main.tf#names",
        each("variable \"v%d\" {}\n") + each("output \"o%1$d\" { value = var.w%1$d }\n"));
    files.put(
        "main.bicep#names", each("param p%d string\n") + each("output o%1$d string = q%1$d\n"));
    files.put("a.txt#secret", "password=" + "a".repeat(500_000));
    files.put("b.txt#lines", "\n".repeat(500_000));
    files.put("c.yml#line", "a: '" + " a".repeat(500_000) + "'");
    return files;
  }

  private static String each(String line) {
    return IntStream.range(0, MANY).mapToObj(line::formatted).collect(Collectors.joining());
  }

  private static String typed() {
    String type = "list(".repeat(MANY) + "string" + ")".repeat(MANY);
    return "variable \"a\" {\n  type = " + type + "\n}\n";
  }

  private static String chain() {
    StringBuilder chain = new StringBuilder("a0=x\n");
    for (int i = 1; i < 60; i++) {
      chain.append("a%d=$a%d$a%d\n".formatted(i, i - 1, i - 1));
    }
    return chain + "cat $a59\n";
  }

  @TestFactory
  Stream<DynamicTest> everyCheckEnds() {
    return files().entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(),
                    () -> {
                      ProjectUnderTest project =
                          ProjectUnderTest.with(
                              file.getKey().substring(0, file.getKey().indexOf('#')),
                              file.getValue());
                      List<Finding> found =
                          Assertions.assertTimeout(
                              Duration.ofSeconds(60),
                              () ->
                                  new Verifier(AllChecks.list(), RuleSettings.STANDARD)
                                      .verify(project.project()));
                      assertThat(found)
                          .filteredOn(finding -> finding.rule().id().equals("check-not-run"))
                          .isEmpty();
                    }));
  }
}
