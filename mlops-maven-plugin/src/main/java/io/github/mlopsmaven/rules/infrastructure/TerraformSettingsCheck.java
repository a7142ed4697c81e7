package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Literal;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Path;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at what Terraform reads before it computes anything: providers and their aliases, addresses
 * of what has moved or is gone, what is repeated, and settings that are written out.
 */
final class TerraformSettingsCheck {

  private static final Set<String> PROVIDER_KEYS =
      new TreeSet<>(Set.of("source", "version", "configuration_aliases"));

  private static final Set<String> REPEATED = Set.of("resource", "data", "module", "ephemeral");

  private final TerraformModule module;
  private final Findings findings;
  private final Map<String, Set<String>> aliases = new HashMap<>();
  private final Set<String> declared = new HashSet<>();
  private final TerraformKinds kinds;

  TerraformSettingsCheck(TerraformModule module, Findings findings) {
    this.module = module;
    this.kinds = new TerraformKinds(module);
    this.findings = findings;
    for (SourceFile file : module.files()) {
      for (HclBlock block : HclFile.of(file.content()).root().blocks()) {
        collect(block);
      }
    }
  }

  private void collect(HclBlock block) {
    String labels = String.join(".", block.labels());
    switch (block.type()) {
      case "provider" ->
          block
              .attribute("alias")
              .flatMap(HclAttribute::text)
              .ifPresent(
                  alias ->
                      aliases.computeIfAbsent(block.name(), any -> new TreeSet<>()).add(alias));
      case "resource" -> declared.add(labels);
      case "module", "data" -> declared.add(block.type() + "." + labels);
      case "terraform" ->
          block
              .blocks("required_providers")
              .flatMap(one -> one.attributes().stream())
              .flatMap(
                  one ->
                      new TerraformValue(one.expression()).entry("configuration_aliases").stream())
              .flatMap(one -> Reference.in(one.expression()).stream())
              .filter(one -> one.path().size() == 2)
              .forEach(
                  one ->
                      aliases
                          .computeIfAbsent(one.head(), any -> new TreeSet<>())
                          .add(one.path().get(1)));
      default -> {}
    }
  }

  void check() {
    if (!module.isComplete()) {
      return;
    }
    for (SourceFile file : module.files()) {
      for (HclBlock block : HclFile.of(file.content()).root().blocks()) {
        block(file, block);
      }
    }
  }

  private void block(SourceFile file, HclBlock block) {
    if (REPEATED.contains(block.type())) {
      block.attribute("provider").ifPresent(provider -> provider(file, provider));
      block
          .attribute("providers")
          .flatMap(TerraformSettingsCheck::expression)
          .filter(HclExpression.Entries.class::isInstance)
          .ifPresent(
              entries ->
                  ((HclExpression.Entries) entries)
                      .entries()
                      .forEach(entry -> alias(file, entry.value())));
      block.attribute("for_each").ifPresent(each -> each(file, each));
      block.attribute("count").ifPresent(count -> count(file, count));
      block.attribute("depends_on").ifPresent(names -> quoted(file, names));
    }
    switch (block.type()) {
      case "terraform" ->
          block
              .blocks("required_providers")
              .flatMap(one -> one.attributes().stream())
              .forEach(one -> required(file, one));
      case "moved", "removed" -> address(file, block);
      case "variable", "output" ->
          List.of("sensitive", "nullable", "ephemeral")
              .forEach(name -> block.attribute(name).ifPresent(one -> plain(file, one)));
      default -> {}
    }
    block
        .blocks("lifecycle")
        .forEach(
            lifecycle ->
                List.of("prevent_destroy", "create_before_destroy")
                    .forEach(name -> lifecycle.attribute(name).ifPresent(one -> plain(file, one))));
  }

  private static Optional<HclExpression> expression(HclAttribute attribute) {
    try {
      return Optional.of(HclExpressions.read(attribute.expression()));
    } catch (SyntaxMistake e) {
      return Optional.empty();
    }
  }

  private void provider(SourceFile file, HclAttribute provider) {
    expression(provider).ifPresent(found -> alias(file, found));
  }

  private void alias(SourceFile file, HclExpression value) {
    if (value instanceof Path path && path.steps().size() == 1) {
      String alias = path.attribute(0);
      Set<String> known = aliases.getOrDefault(path.name(), Set.of());
      if (!alias.isEmpty() && !known.contains(alias)) {
        add(
            file,
            TerraformCheck.UNDECLARED,
            path.index(),
            "the provider '" + path.name() + "' has no alias '" + alias + "'",
            known.isEmpty()
                ? "add `alias = \"" + alias + "\"` to a block `provider \"" + path.name() + "\"`"
                : Suggestion.useOneOf(alias, known));
      }
    }
  }

  private void each(SourceFile file, HclAttribute each) {
    Optional<HclExpression> value = expression(each);
    String kind = value.flatMap(this::kind).orElse("");
    if (Set.of("list", "tuple", "string", "number", "bool").contains(kind)) {
      add(
          file,
          TerraformCheck.UNDECLARED,
          value.orElseThrow().index(),
          "'for_each' takes a map or a set of strings, and this is of type " + kind,
          kind.equals("list") || kind.equals("tuple")
              ? "write toset(…)"
              : "give it a map or a set");
    } else if (kind.equals("set")) {
      elements(file, value.orElseThrow());
    }
  }

  /** The elements of a set are the keys of the instances. */
  private void elements(SourceFile file, HclExpression set) {
    kinds
        .of(set)
        .flatMap(TerraformShape::element)
        .map(TerraformShape::name)
        .filter(
            name ->
                Set.of("object", "map", "list", "tuple", "set", "number", "bool").contains(name))
        .ifPresent(
            name ->
                add(
                    file,
                    TerraformCheck.UNDECLARED,
                    set.index(),
                    "'for_each' takes a set of strings, and this is one of type " + name,
                    "write { for one in … : KEY => one }"));
  }

  private void count(SourceFile file, HclAttribute count) {
    Optional<HclExpression> value = expression(count);
    String kind = value.flatMap(this::kind).orElse("");
    if (Set.of("list", "tuple", "set", "map", "object", "bool").contains(kind)) {
      add(
          file,
          TerraformCheck.UNDECLARED,
          value.orElseThrow().index(),
          "'count' takes a number, and this is of type " + kind,
          kind.equals("bool") ? "write … ? 1 : 0" : "write length(…), or use 'for_each'");
    }
  }

  /** The type of a value, where it is certain. */
  private Optional<String> kind(HclExpression value) {
    return kinds.of(value).map(TerraformShape::name);
  }

  private void quoted(SourceFile file, HclAttribute names) {
    if (expression(names).orElse(null) instanceof HclExpression.Tuple list) {
      for (HclExpression one : list.items()) {
        if (one instanceof Literal literal && literal.isText()) {
          add(
              file,
              TerraformLanguageCheck.RULE,
              literal.index(),
              "'depends_on' takes names, not strings",
              "write " + literal.text() + " without quotes");
        }
      }
    }
  }

  private void required(SourceFile file, HclAttribute provider) {
    if (!(expression(provider).orElse(null) instanceof HclExpression.Entries object)) {
      return;
    }
    for (HclExpression.Entry entry : object.entries()) {
      entry
          .name()
          .filter(name -> !PROVIDER_KEYS.contains(name))
          .ifPresent(
              name ->
                  add(
                      file,
                      TerraformLanguageCheck.RULE,
                      entry.value().index(),
                      "a required provider has no '" + name + "'",
                      Suggestion.useOneOf(name, PROVIDER_KEYS)));
    }
    object
        .get("source")
        .filter(source -> source instanceof Literal literal && !isSource(literal.text()))
        .ifPresent(
            source ->
                add(
                    file,
                    TerraformLanguageCheck.RULE,
                    source.index(),
                    "'" + ((Literal) source).text() + "' is not an address of a provider",
                    "write it as in \"hashicorp/azurerm\""));
  }

  private static boolean isSource(String text) {
    return text.matches("(?:[\\w.:-]+/)?(?:[\\w-]+/)?[\\w-]+");
  }

  /** What has moved or is gone is declared no longer. Where it has moved to may be gone since. */
  private void address(SourceFile file, HclBlock block) {
    block
        .attribute("from")
        .flatMap(TerraformSettingsCheck::expression)
        .filter(from -> isWhole(from) && declared.contains(name(from)))
        // One that is several now has moved into itself.
        .filter(
            from ->
                block
                    .attribute("to")
                    .flatMap(TerraformSettingsCheck::expression)
                    .filter(to -> name(to).equals(name(from)))
                    .isEmpty())
        .ifPresent(
            from ->
                add(
                    file,
                    TerraformCheck.UNDECLARED,
                    from.index(),
                    "'"
                        + name(from)
                        + "' is declared still, and is said to be "
                        + (block.type().equals("moved") ? "moved" : "removed"),
                    "remove its block, or this one"));
  }

  /** An address without an index: instances may move one by one. */
  private static boolean isWhole(HclExpression address) {
    return address instanceof Path path
        && path.steps().stream().allMatch(HclExpression.Attribute.class::isInstance)
        && isOwn(address);
  }

  /** An address in this module, not in one that it calls. */
  private static boolean isOwn(HclExpression address) {
    return address instanceof Path path
        && path.steps().stream().filter(HclExpression.Attribute.class::isInstance).count() == 1;
  }

  private static String name(HclExpression address) {
    return address instanceof Path path && !path.attribute(0).isEmpty()
        ? path.name() + "." + path.attribute(0)
        : "";
  }

  /** What has to be written out. */
  private void plain(SourceFile file, HclAttribute setting) {
    Optional<HclExpression> value = expression(setting);
    boolean isBoolean =
        value.isEmpty()
            || (value.get() instanceof Literal literal
                && Set.of("true", "false").contains(literal.text()));
    if (!isBoolean) {
      add(
          file,
          TerraformLanguageCheck.RULE,
          value.orElseThrow().index(),
          "'" + setting.name() + "' takes true or false, written out",
          "write true or false");
    }
  }

  private void add(SourceFile file, Rule rule, int index, String problem, String remedy) {
    findings.add(rule, file.path(), file.position(index), problem, remedy);
  }
}
