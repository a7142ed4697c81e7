package io.github.mlopsmaven.rules.azurepipelines;

import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a template has: stages, jobs, steps or variables. */
final class TemplateKind {

  private static final Set<String> KINDS = Set.of("stages", "jobs", "steps", "variables");

  private static final Set<String> WORKS = Set.of("stages", "jobs", "steps");

  private TemplateKind() {}

  /**
   * A template has what the list is made of that includes it; what a pipeline extends has work.
   *
   * @param file the file that includes it
   * @param name where that names it
   * @param template the template
   * @param list the key of the list; {@code extends} for what a pipeline extends
   * @param findings takes what is found
   */
  static void check(
      SourceFile file, YamlNode name, SourceFile template, String list, Findings findings) {
    Set<String> has = new TreeSet<>();
    Optional<YamlNode> root = template.yaml().root();
    boolean isOpen =
        root.isEmpty() || root.get().keys().stream().anyMatch(Expressions::isExpression);
    root.ifPresent(
        node -> KINDS.stream().filter(key -> node.get(key).isPresent()).forEach(has::add));
    boolean isExtended = list.equals("extends");
    boolean isRight = isExtended ? has.stream().anyMatch(WORKS::contains) : has.contains(list);
    if (!isOpen && !has.isEmpty() && !isRight && (isExtended || KINDS.contains(list))) {
      findings.add(
          TemplateCheck.MISSING,
          file,
          name,
          template.path()
              + " has "
              + String.join(" and ", has)
              + ", and "
              + (isExtended ? "stages, jobs or steps" : list)
              + " are needed here",
          "name a template of that kind, or put this one into '" + has.iterator().next() + "'");
    }
  }
}
