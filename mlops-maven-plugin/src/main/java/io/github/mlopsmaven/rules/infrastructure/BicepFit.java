package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.infrastructure.BicepShape.Items;
import io.github.mlopsmaven.rules.infrastructure.BicepShape.Member;
import io.github.mlopsmaven.rules.infrastructure.BicepShape.Members;
import io.github.mlopsmaven.rules.infrastructure.BicepShape.Scalar;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the files that Bicep loads have what the types say that they are given to. */
final class BicepFit {

  private static final Set<String> LOADING = Set.of("loadYamlContent", "loadJsonContent");

  /** Words that YAML's older version takes for a truth value. */
  private static final Set<String> DOUBTFUL = Set.of("yes", "no", "on", "off", "y", "n");

  private final VerifiedProject project;
  private final SourceFile file;
  private final BicepFile code;
  private final Findings findings;
  private final Set<String> told;

  /**
   * Looks at one file.
   *
   * @param told what has been said of files that several load
   */
  BicepFit(
      VerifiedProject project,
      SourceFile file,
      BicepFile code,
      Set<String> told,
      Findings findings) {
    this.project = project;
    this.file = file;
    this.code = code;
    this.told = told;
    this.findings = findings;
  }

  /** A part of a file that is loaded. */
  private record Loaded(SourceFile file, YamlNode node) {}

  void check() {
    if (!file.text().contains("Content(")) {
      return;
    }
    Map<String, List<Token>> variables = new HashMap<>();
    for (List<Token> statement : code.statements()) {
      if (statement.size() > 3 && statement.get(0).isName("var") && statement.get(2).is("=")) {
        variables.put(statement.get(1).text(), statement.subList(3, statement.size()));
      }
    }
    Optional<BicepFile.Call> using =
        code.calls().stream().filter(call -> call.name().equals("using")).findFirst();
    for (List<Token> statement : code.statements()) {
      boolean isParameter = statement.size() > 3 && statement.get(0).isName("param");
      int value = isParameter ? value(statement) : -1;
      if (value > 0) {
        String name = statement.get(1).text();
        BicepShape shape =
            using.isPresent()
                ? shapes(using.get().path()).map(all -> all.parameter(name)).orElse(BicepShape.ANY)
                : BicepShapes.of(project, file, code).parameter(name);
        fit(statement.subList(value, statement.size()), shape, variables);
      } else if (statement.get(0).isName("module")) {
        module(statement, variables);
      }
    }
  }

  private static int value(List<Token> statement) {
    for (int i = 2; i + 1 < statement.size(); i++) {
      if (statement.get(i).is("=")) {
        return i + 1;
      }
    }
    return -1;
  }

  private Optional<BicepShapes> shapes(String path) {
    return FileSet.resolve(file.directory(), path)
        .filter(found -> found.endsWith(".bicep"))
        .flatMap(project::file)
        .map(found -> BicepShapes.of(project, found, BicepFile.of(found.content())));
  }

  private void module(List<Token> statement, Map<String, List<Token>> variables) {
    for (BicepFile.Call call : code.calls()) {
      if (!statement.get(1).isName(call.name()) || !call.isLocal()) {
        continue;
      }
      Optional<BicepShapes> shapes = shapes(call.path());
      for (int i = 0; shapes.isPresent() && i + 2 < statement.size(); i++) {
        Integer at = call.arguments().get(statement.get(i).text());
        if (at != null && at == statement.get(i).index()) {
          int end = i + 2;
          while (end < statement.size()
              && !statement.get(end).is(Kind.LINE)
              && !statement.get(end).is(",")) {
            end++;
          }
          fit(
              statement.subList(i + 2, end),
              shapes.get().parameter(statement.get(i).text()),
              variables);
        }
      }
    }
  }

  private void fit(List<Token> value, BicepShape shape, Map<String, List<Token>> variables) {
    if (shape.equals(BicepShape.ANY)) {
      return;
    }
    List<Token> tokens = value;
    List<Token> more = List.of();
    List<Token> variable = value.isEmpty() ? null : variables.get(value.get(0).text());
    if (variable != null) {
      more = value.subList(1, value.size());
      tokens = variable;
    }
    List<Token> all = new ArrayList<>(tokens);
    all.addAll(more);
    loaded(all).ifPresent(found -> fit(found.file(), "", found.node(), shape));
  }

  /** {@code loadYamlContent('file').key}; empty for anything else. */
  private Optional<Loaded> loaded(List<Token> tokens) {
    boolean isLoad =
        tokens.size() > 5
            && LOADING.contains(tokens.get(0).text())
            && tokens.get(1).is("(")
            && tokens.get(3).is(Kind.TEXT)
            && tokens.get(5).is(")");
    if (!isLoad) {
      return Optional.empty();
    }
    Optional<SourceFile> source =
        FileSet.resolve(file.directory(), tokens.get(3).text()).flatMap(project::file);
    Optional<YamlNode> node =
        source.flatMap(
            one ->
                one.path().endsWith(".json")
                    ? YamlFile.ofJson(one.text()).root()
                    : one.yaml().root());
    for (int i = 6; i < tokens.size() && node.isPresent(); i += 2) {
      boolean isMember =
          tokens.get(i).is(".") && i + 1 < tokens.size() && tokens.get(i + 1).is(Kind.NAME);
      if (!isMember) {
        return Optional.empty();
      }
      Token key = tokens.get(i + 1);
      Optional<YamlNode> next = node.get().get(key.text());
      if (next.isEmpty() && node.get().isMapping() && told.add(file.path() + key.index())) {
        findings.add(
            BicepModelCheck.VALUE,
            file.path(),
            file.position(key.index()),
            "'" + tokens.get(3).text() + "' has no key '" + key.text() + "'",
            Suggestion.useOneOf(key.text(), node.get().keys()));
      }
      node = next;
    }
    return node.map(found -> new Loaded(source.orElseThrow(), found));
  }

  private void fit(SourceFile source, String name, YamlNode node, BicepShape shape) {
    if (shape instanceof Members members) {
      if (!node.isMapping()) {
        add(source, node, name, "an object is needed");
        return;
      }
      for (YamlNode.Entry entry : node.entries()) {
        Member member = members.members().get(entry.name());
        if (member != null) {
          fit(source, entry.name(), entry.value(), member.shape());
        } else if (members.others().isPresent()) {
          fit(source, entry.name(), entry.value(), members.others().get());
        }
      }
      missing(source, node, members);
    } else if (shape instanceof Items items) {
      if (!node.isSequence()) {
        add(source, node, name, "an array is needed");
      }
      node.items().forEach(item -> fit(source, name, item, items.item()));
    } else if (shape instanceof Scalar scalar) {
      refused(scalar.limits(), node).ifPresent(why -> add(source, node, name, why));
    }
  }

  /** What the type has to have; what code reads by its name is told of another rule. */
  private void missing(SourceFile source, YamlNode node, Members members) {
    Set<String> missing = new HashSet<>();
    members
        .members()
        .forEach(
            (key, member) -> {
              if (member.isRequired() && node.get(key).isEmpty()) {
                missing.add(key);
              }
            });
    for (String key : missing.stream().sorted().toList()) {
      boolean isRead =
          project.files().of(FileKind.BICEP).stream()
              .anyMatch(one -> one.text().contains("." + key));
      if (!isRead) {
        add(source, node, key, "the type has it, and it is not set");
      }
    }
  }

  private static Optional<String> refused(BicepLimits limits, YamlNode node) {
    String text = node.text().orElse("");
    if (node.isNull() || text.matches("(?s).*(?:#\\{|\\$\\(|__|\\{\\{|<).*")) {
      return Optional.empty();
    }
    String kind =
        node.isMapping()
            ? "object"
            : node.isSequence()
                ? "array"
                : switch (node.isQuoted() ? "str" : node.type()) {
                  case "str" -> "string";
                  case "float" -> "number with a fraction";
                  default -> node.type();
                };
    if (!kind.equals(limits.type())) {
      return !node.isQuoted() && DOUBTFUL.contains(text.toLowerCase(Locale.ROOT))
          ? Optional.empty()
          : Optional.of(
              "a value of type " + limits.type() + " is needed, and this is of type " + kind);
    }
    return switch (kind) {
      case "string" -> limits.refuses(text);
      case "int" ->
          text.matches("-?\\d{1,17}") ? limits.refuses(Long.parseLong(text)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private void add(SourceFile source, YamlNode node, String name, String why) {
    if (told.add(source.path() + node.position() + name)) {
      findings.add(
          BicepModelCheck.VALUE,
          source.path(),
          node.position(),
          (name.isEmpty() ? "" : "'" + name + "': ") + why,
          "give what the type in the Bicep file says");
    }
  }
}
