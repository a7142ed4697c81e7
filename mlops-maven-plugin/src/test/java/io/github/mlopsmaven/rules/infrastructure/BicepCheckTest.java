package io.github.mlopsmaven.rules.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;

class BicepCheckTest {

  private final BicepCheck check = new BicepCheck();

  @Test
  void reportsWhereATextIsOpen() {
    assertThat(ProjectUnderTest.with("main.bicep", "var a = 'x", "var b = a").findings(check))
        .containsExactly(
            "main.bicep:1:9: error: not valid Bicep: unterminated string literal; correct"
                + " it at or above this line, then run `az bicep lint` [bicep-syntax]");
  }

  @Test
  void reportsWhatIsNotDeclaredAndWhatIsNotUsed() {
    assertThat(
            ProjectUnderTest.with(
                    "main.bicep",
                    "param location string = 'westeurope'",
                    "param tags object",
                    "output place string = 'in ${locaton}'")
                .findings(check))
        .containsExactly(
            "main.bicep:1:7: warning: the parameter 'location' is declared and used nowhere; use it,"
                + " or take its line out [bicep-unused-parameter]",
            "main.bicep:2:7: warning: the parameter 'tags' is declared and used nowhere; use it, or"
                + " take its line out [bicep-unused-parameter]",
            "main.bicep:3:29: error: 'locaton' is used and not declared in this file; declare it, or"
                + " correct its name [bicep-undeclared]");
  }

  /** What is said to the compiler names nothing. */
  @Test
  void leavesDirectivesToTheCompiler() {
    assertThat(
            ProjectUnderTest.with(
                    "main.bicep",
                    "param location string",
                    "#disable-next-line BCP037 // not known to every version",
                    "output place string = location")
                .findings(check))
        .isEmpty();
  }

  @Test
  void takesLoopsLambdasKeysTypesAndNestedResourcesForWhatTheyAre() {
    assertThat(
            ProjectUnderTest.with(
                    "main.bicep",
                    "import { settings } from 'types.bicep'",
                    "@description('An object.')",
                    "param config settings",
                    "param size int?",
                    "type pair = { left: string, right: pair? }",
                    "func twice(text string) string => '${text}${text}'",
                    "var names = map([1, 2], number => twice(string(number)))",
                    "var both = [for (name, i) in names: { key: name, place: i, size: size ?? 1 }]",
                    "resource network 'Microsoft.Network/virtualNetworks@2024-01-01' = if (empty(both)) {",
                    "  name: config.name",
                    "  resource subnet 'subnets' existing = {",
                    "    name: 'a'",
                    "  }",
                    "}",
                    "output id string = network::subnet.id",
                    "output other string = subnet.id")
                .and("types.bicep", "@export()", "type settings = {", "  name: string", "}")
                .findings(check))
        .isEmpty();
  }

  @Test
  void comparesWhatAModuleTakesWithWhatItIsGiven() {
    assertThat(
            ProjectUnderTest.with(
                    "main.bicep",
                    "module network 'modules/network.bicep' = {",
                    "  name: 'network'",
                    "  params: {",
                    "    nme: 'x'",
                    "  }",
                    "}",
                    "output id string = network.outputs.identifier")
                .and("modules/network.bicep", "param name string", "output id string = name")
                .findings(check))
        .containsExactly(
            "main.bicep:1:16: error: 'modules/network.bicep' requires the parameter 'name', which is missing; add `name: …` to the module's `params` [bicep-module-argument]",
            "main.bicep:4:5: error: 'modules/network.bicep' has no parameter 'nme'; declare `param"
                + " nme` there, or take this line out [bicep-module-argument]",
            "main.bicep:7:20: error: the module 'network' has no output 'identifier'; declare `output"
                + " identifier` in it, or correct the name [bicep-unknown-output]");
  }

  @Test
  void readsParameterFiles() {
    assertThat(
            ProjectUnderTest.with(
                    "dev.bicepparam",
                    "using 'main.bicep'",
                    "param place = loadTextContent('a.txt')")
                .and("main.bicep", "param location string", "output l string = location")
                .findings(check))
        .containsExactly(
            "dev.bicepparam:1:1: error: 'main.bicep' requires the parameter 'location', which is missing; add `param location = …` to this file [bicep-module-argument]",
            "dev.bicepparam:2:7: error: 'main.bicep' has no parameter 'place'; declare `param place`"
                + " there, or take this line out [bicep-module-argument]",
            "dev.bicepparam:2:15: error: file 'a.txt' not found; add it, or correct the path"
                + " [bicep-missing-file]");
  }

  @Test
  void letsModulesOfRegistriesBe() {
    assertThat(
            ProjectUnderTest.with(
                    "main.bicep", "module a 'br/public:avm/res/x:1.0.0' = {", "  name: 'a'", "}")
                .findings(check))
        .isEmpty();
  }
}
