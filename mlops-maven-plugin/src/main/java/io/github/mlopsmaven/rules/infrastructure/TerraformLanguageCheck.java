package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at what belongs to Terraform itself: its blocks with their labels and arguments, its
 * functions and its types. What a resource, a provider or a module takes is left to them.
 *
 * @param file the file
 * @param usesOpenTofu whether the project runs OpenTofu, whose backends may name variables
 * @param findings takes what is found
 */
record TerraformLanguageCheck(SourceFile file, boolean usesOpenTofu, Findings findings) {

  static final Rule RULE =
      new Rule(
          "terraform-language", Level.ERROR, "Unknown Terraform block, argument, function or type");

  /** Terraform gives up where a type is used as a function; `convert` takes one. */
  private static final Set<String> TYPES = Set.of("set", "list", "map", "object", "tuple");

  private static final String CONSTRAINT =
      "\\s*(=|!=|>=?|<=?|~>)?\\s*v?\\d+(\\.\\d+)*(-[0-9A-Za-z.~-]+)?(\\+[0-9A-Za-z.~-]+)?\\s*";

  private static final Pattern CONSTRAINTS = Pattern.compile(CONSTRAINT + "(," + CONSTRAINT + ")*");

  void check() {
    HclBlock root = HclFile.of(file.content()).root();
    Set<String> known = TerraformLanguage.topLevel();
    for (HclBlock block : root.blocks()) {
      if (known.contains(block.type())) {
        block(block, block.type());
      } else {
        add(
            block.index(),
            "unknown block '" + block.type() + "'",
            Suggestion.useOneOf(block.type(), known));
      }
    }
    for (HclAttribute argument : root.attributes()) {
      add(
          argument.index(),
          "'" + argument.name() + "' is outside of any block",
          "put it into a block, or into a file that ends with .tfvars");
    }
    root.blocks().stream()
        .flatMap(HclBlock::all)
        .flatMap(block -> block.attributes().stream().filter(argument -> !isType(block, argument)))
        .forEach(argument -> functions(argument.expression()));
    root.blocks("terraform").forEach(this::settings);
    if (!usesOpenTofu) {
      root.blocks("module").forEach(block -> writtenOut(block, List.of("source", "version")));
      root.blocks("provider").forEach(block -> writtenOut(block, List.of("alias", "version")));
      root.blocks("variable")
          .forEach(block -> writtenOut(block, List.of("default", "description")));
      root.blocks("terraform").forEach(block -> writtenOut(block, List.of("required_version")));
    }
    root.blocks("module")
        .flatMap(block -> block.attribute("version").stream())
        .forEach(this::version);
    for (String owner : List.of("variable", "output")) {
      root.blocks(owner)
          .flatMap(block -> block.attribute("type").stream())
          .forEach(
              type ->
                  TerraformType.mistake(type.expression())
                      .ifPresent(
                          mistake -> add(mistake.index(), mistake.problem(), mistake.remedy())));
    }
  }

  /** What stands for a value of the configuration. */
  private static final Set<String> VALUES =
      Set.of("var", "local", "module", "data", "each", "count", "path", "terraform");

  private void settings(HclBlock terraform) {
    terraform.attribute("required_version").ifPresent(this::version);
    terraform
        .blocks("required_providers")
        .flatMap(block -> block.attributes().stream())
        .forEach(
            provider ->
                new TerraformValue(provider.expression())
                    .entry("version")
                    .ifPresent(this::version));
    if (!usesOpenTofu) {
      terraform
          .blocks("backend")
          .flatMap(HclBlock::all)
          .flatMap(block -> block.attributes().stream())
          .flatMap(argument -> Reference.in(argument.expression()).stream())
          .filter(reference -> reference.path().size() > 1)
          .forEach(
              reference ->
                  add(
                      reference.index(),
                      "a backend takes no references, and "
                          + String.join(".", reference.path())
                          + " is one",
                      "write the value out, or give it with `terraform init -backend-config`"));
    }
  }

  /** What Terraform has to know before it knows any value. */
  private void writtenOut(HclBlock block, List<String> arguments) {
    for (String name : arguments) {
      block.attribute(name).stream()
          .flatMap(argument -> Reference.in(argument.expression()).stream())
          .filter(reference -> reference.path().size() > 1)
          .filter(reference -> VALUES.contains(reference.head()))
          .forEach(
              reference ->
                  add(
                      reference.index(),
                      "'"
                          + name
                          + "' of a block '"
                          + block.type()
                          + "' takes no references, and "
                          + String.join(".", reference.path())
                          + " is one",
                      "write the value out"));
    }
  }

  private void version(HclAttribute version) {
    version
        .text()
        .filter(text -> !CONSTRAINTS.matcher(text).matches())
        .ifPresent(
            text ->
                add(
                    version.expression().get(0).index(),
                    "'" + text + "' is not a version constraint",
                    "write it as in \">= 1.5, < 2.0\" or \"~> 1.5\""));
  }

  private static boolean isType(HclBlock block, HclAttribute argument) {
    return argument.name().equals("type") && Set.of("variable", "output").contains(block.type());
  }

  private void block(HclBlock block, String path) {
    Optional<TerraformLanguage.Block> known = TerraformLanguage.block(path);
    if (known.isEmpty()) {
      return;
    }
    int labels = known.get().labels();
    if (block.labels().size() != labels) {
      add(
          block.index(),
          "'" + block.type() + "' has " + count(block.labels().size()),
          "a block of this kind has " + count(labels));
    }
    known.get().arguments().ifPresent(arguments -> arguments(block, arguments));
    for (String required : known.get().required()) {
      if (block.attribute(required).isEmpty()) {
        add(
            block.index(),
            "'" + block.type() + "' has no '" + required + "'",
            "add `" + required + " = …` to this block");
      }
    }
    if (block.attribute("count").isPresent() && block.attribute("for_each").isPresent()) {
      add(
          block.attribute("for_each").orElseThrow().index(),
          "'count' and 'for_each' are in the same block",
          "keep one of them");
    }
    known.get().blocks().ifPresent(blocks -> blocks(block, blocks));
    block.blocks().forEach(inner -> block(inner, path + "/" + inner.type()));
  }

  private static String count(int labels) {
    return labels == 0 ? "no label" : labels == 1 ? "one label" : labels + " labels";
  }

  private void arguments(HclBlock block, Set<String> known) {
    for (HclAttribute argument : block.attributes()) {
      if (!known.contains(argument.name())) {
        add(
            argument.index(),
            "'" + block.type() + "' has no argument '" + argument.name() + "'",
            instead(argument.name(), known));
      }
    }
  }

  private void blocks(HclBlock block, Set<String> known) {
    for (HclBlock inner : block.blocks()) {
      if (!known.contains(inner.type())) {
        add(
            inner.index(),
            "'" + block.type() + "' has no block '" + inner.type() + "'",
            instead(inner.type(), known));
      }
    }
  }

  private static String instead(String typed, Collection<String> known) {
    return known.isEmpty() ? "remove it" : Suggestion.useOneOf(typed, known);
  }

  private void functions(List<Token> expression) {
    List<Token> tokens = expression.stream().filter(token -> !token.is(Kind.LINE)).toList();
    boolean convertsTypes = tokens.stream().anyMatch(token -> token.isName("convert"));
    for (int i = 0; i + 1 < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean isCall =
          token.is(Kind.NAME)
              && tokens.get(i + 1).is("(")
              && (i == 0 || !(tokens.get(i - 1).is("::") || tokens.get(i - 1).is(".")));
      boolean isType = convertsTypes && TYPES.contains(token.text());
      if (isCall) {
        arguments(tokens, i);
      }
      if (isCall && !isType && !isKnown(token.text())) {
        add(
            token.index(),
            "unknown function '" + token.text() + "'",
            Suggestion.nearest(token.text(), TerraformLanguage.FUNCTIONS)
                .map(near -> "did you mean " + near + "()?")
                .orElse("use one of https://developer.hashicorp.com/terraform/language/functions"));
      }
    }
  }

  private void arguments(List<Token> tokens, int at) {
    Token name = tokens.get(at);
    Optional<TerraformLanguage.Arity> arity = TerraformLanguage.arity(name.text());
    Optional<Integer> given = new TerraformValue(tokens.subList(at + 1, tokens.size())).arguments();
    if (arity.isPresent() && given.isPresent() && !arity.get().takes(given.get())) {
      add(
          name.index(),
          name.text() + "() takes " + arity.get() + " and is given " + given.get(),
          "give it what https://developer.hashicorp.com/terraform/language/functions/"
              + name.text()
              + " says");
    }
  }

  /** `for` and the other words of the language may stand before a bracket. */
  private static boolean isKnown(String name) {
    return TerraformLanguage.FUNCTIONS.contains(name) || Set.of("for", "in", "if").contains(name);
  }

  private void add(int index, String problem, String remedy) {
    findings.add(RULE, file.path(), Position.of(file.text(), index), problem, remedy);
  }
}
