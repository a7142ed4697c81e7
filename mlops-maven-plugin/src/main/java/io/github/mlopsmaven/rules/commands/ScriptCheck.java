package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.infrastructure.TerraformModule;
import io.github.mlopsmaven.verify.Findings;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks at one script.
 *
 * @param terraform the project's Terraform code
 * @param programs finds the project's Python programs
 * @param findings takes what is found
 */
record ScriptCheck(
    Map<String, TerraformModule> terraform, ProgramFinder programs, Findings findings) {

  void check(JobScript script) {
    ShellScript shell = ShellScript.parse(script.text());
    Map<String, String> known = new HashMap<>();
    known.put("GITHUB_WORKSPACE", ShellWord.ROOT);
    known.put("BUILD_SOURCESDIRECTORY", ShellWord.ROOT);
    script
        .environment()
        .forEach(
            (name, value) -> {
              // What the script sets itself is another value.
              if (!isSet(script.text(), name)) {
                known.putIfAbsent(name, value);
              }
            });
    script.home().ifPresent(home -> known.put(ShellWord.HERE, ShellWord.ROOT + "/" + home));
    new ScriptRun(findings, terraform, programs, script, shell, shell.values(known)).check();
  }

  private static boolean isSet(String text, String name) {
    String wanted = name + "=";
    for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      if (at == 0 || " \t\r\n\f;(".indexOf(text.charAt(at - 1)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
