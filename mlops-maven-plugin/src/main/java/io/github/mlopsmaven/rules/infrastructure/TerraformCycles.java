package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What waits for itself: locals, resources, variables and outputs of modules whose values need each
 * other, as Terraform's own graph has them. Local modules are looked into from where they are
 * called.
 */
final class TerraformCycles {

  static final Rule RULE =
      new Rule("terraform-cycle", Level.ERROR, "Circular reference in Terraform");

  /** A project with more is not looked at any further. */
  private static final int MOST = 20_000;

  private static final Set<String> OWNERS = Set.of("resource", "data", "ephemeral");

  private final Map<String, TerraformModule> modules;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private TerraformCycles(Map<String, TerraformModule> modules) {
    this.modules = modules;
  }

  private record Node(String shown, SourceFile file, int index, Set<String> needs) {}

  /**
   * Looks at a directory that Terraform is started with, and at the modules that it calls.
   *
   * @param modules directory to module, all of the project
   * @param root the directory
   * @param findings takes what is found
   */
  static void check(Map<String, TerraformModule> modules, TerraformModule root, Findings findings) {
    TerraformCycles cycles = new TerraformCycles(modules);
    cycles.read(root, "", 0);
    cycles
        .circle()
        .ifPresent(
            circle -> {
              Node first = circle.get(0);
              List<String> names = new ArrayList<>(circle.stream().map(Node::shown).toList());
              names.add(first.shown());
              findings.add(
                  RULE,
                  first.file().path(),
                  first.file().position(first.index()),
                  "these need each other: " + String.join(" → ", names),
                  "take one of the references out");
            });
  }

  private void read(TerraformModule module, String prefix, int depth) {
    if (depth > Bounds.DEPTH || nodes.size() > MOST || !module.isComplete()) {
      return;
    }
    for (SourceFile file : module.files()) {
      for (HclBlock block : HclFile.of(file.content()).root().blocks()) {
        read(module, file, block, prefix, depth);
      }
    }
  }

  private void read(
      TerraformModule module, SourceFile file, HclBlock block, String prefix, int depth) {
    String labels = String.join(".", block.labels());
    if (block.type().equals("locals")) {
      for (HclAttribute local : block.attributes()) {
        add(file, prefix, "local." + local.name(), local.index(), List.of(local));
      }
    } else if (OWNERS.contains(block.type())) {
      String name = block.type().equals("resource") ? labels : block.type() + "." + labels;
      add(file, prefix, name, block.index(), attributes(block));
    } else if (block.type().equals("output")) {
      add(file, prefix, "output." + labels, block.index(), attributes(block));
    } else if (block.type().equals("module")) {
      Optional<TerraformModule> called =
          block
              .attribute("source")
              .flatMap(HclAttribute::text)
              .filter(source -> source.startsWith("."))
              .flatMap(source -> FileSet.resolve(module.directory(), source))
              .flatMap(directory -> Optional.ofNullable(modules.get(directory)));
      if (called.isPresent() && !called.get().directory().equals(module.directory())) {
        String inside = prefix + "module." + labels + ".";
        // The arguments of the call are seen from outside, and are the variables inside.
        for (HclAttribute argument : block.attributes()) {
          put(
              inside + "var." + argument.name(),
              "module." + labels + "." + argument.name(),
              file,
              argument.index(),
              needs(prefix, List.of(argument)));
        }
        read(called.get(), inside, depth + 1);
      }
    }
  }

  private static List<HclAttribute> attributes(HclBlock block) {
    return block
        .all()
        // Conditions may name what they belong to.
        .filter(inner -> !inner.type().endsWith("condition"))
        .flatMap(inner -> inner.attributes().stream())
        .filter(
            attribute ->
                !Set.of("ignore_changes", "replace_triggered_by").contains(attribute.name()))
        .toList();
  }

  private void add(
      SourceFile file, String prefix, String name, int index, List<HclAttribute> values) {
    put(prefix + name, prefix + name, file, index, needs(prefix, values));
  }

  private void put(String key, String shown, SourceFile file, int index, Set<String> needs) {
    nodes.put(key, new Node(shown, file, index, needs));
  }

  private static Set<String> needs(String prefix, List<HclAttribute> values) {
    Set<String> needs = new LinkedHashSet<>();
    for (HclAttribute value : values) {
      for (Reference reference : Reference.in(value.expression())) {
        List<String> path = reference.path();
        boolean isLong = Set.of("data", "ephemeral", "module").contains(path.get(0));
        if (path.size() > (isLong ? 2 : 1)) {
          String second = path.get(0) + "." + path.get(1);
          needs.add(
              prefix
                  + (path.get(0).equals("module")
                      ? second + ".output." + path.get(2)
                      : isLong ? second + "." + path.get(2) : second));
        }
      }
    }
    return needs;
  }

  /** Goes along what is needed, without recursion, and gives the first circle. */
  private Optional<List<Node>> circle() {
    Set<String> done = new LinkedHashSet<>();
    for (String start : nodes.keySet()) {
      List<String> path = new ArrayList<>();
      List<List<String>> open = new ArrayList<>();
      Set<String> onPath = new LinkedHashSet<>();
      open.add(new ArrayList<>(List.of(start)));
      while (!open.isEmpty()) {
        List<String> next = open.get(open.size() - 1);
        if (next.isEmpty()) {
          open.remove(open.size() - 1);
          if (!path.isEmpty()) {
            String last = path.remove(path.size() - 1);
            onPath.remove(last);
            done.add(last);
          }
          continue;
        }
        String key = next.remove(next.size() - 1);
        Node node = nodes.get(key);
        if (onPath.contains(key)) {
          return Optional.of(
              path.subList(path.indexOf(key), path.size()).stream()
                  .map(each -> nodes.get(each))
                  .toList());
        }
        if (node != null && !done.contains(key)) {
          path.add(key);
          onPath.add(key);
          open.add(new ArrayList<>(node.needs()));
        }
      }
    }
    return Optional.empty();
  }
}
