package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * Looks at values of variables that are written out: they fit the variable's type, and are among
 * those that its validation lists.
 *
 * @param module the directory that declares the variables
 * @param findings takes what is found
 */
record TerraformValueCheck(TerraformModule module, Findings findings) {

  static final Rule RULE =
      new Rule("terraform-value", Level.ERROR, "Invalid value of a Terraform variable");

  /** The defaults of the variables. */
  void checkDefaults() {
    for (SourceFile file : module.files()) {
      HclFile.of(file.content())
          .root()
          .blocks("variable")
          .forEach(
              block ->
                  block
                      .attribute("default")
                      .ifPresent(value -> check(file, block.name(), value, "the default of ")));
    }
  }

  /**
   * A value that is computed, whose type is certain all the same.
   *
   * @param file where
   * @param given the value, by the variable's name
   * @param kinds the types of the directory that gives it
   */
  void check(SourceFile file, HclAttribute given, TerraformKinds kinds) {
    check(file, given);
    TerraformShape wanted = module.shapes().get(given.name());
    Optional<HclExpression> value = TerraformKinds.expression(given);
    boolean isWritten = new TerraformValue(given.expression()).isWritten();
    Optional<TerraformShape> kind = isWritten ? Optional.empty() : value.flatMap(kinds::of);
    if (wanted != null && kind.isPresent() && TerraformKinds.differs(kind.get(), wanted)) {
      findings.add(
          RULE,
          file.path(),
          file.position(value.orElseThrow().index()),
          "'"
              + given.name()
              + "': a value of type "
              + named(wanted)
              + " is needed, and this is of type "
              + named(kind.get()),
          "give what `type` of the variable says, or correct the type");
    }
  }

  private static String named(TerraformShape shape) {
    return shape.name().equals("tuple")
        ? "list"
        : shape
            .element()
            .filter(one -> !one.name().equals("any"))
            .map(one -> shape.name() + "(" + one.name() + ")")
            .orElse(shape.name());
  }

  /**
   * A value that is given to a variable of the module.
   *
   * @param file where
   * @param value the value, by the variable's name
   */
  void check(SourceFile file, HclAttribute value) {
    check(file, value.name(), value, "");
  }

  private void check(SourceFile file, String variable, HclAttribute given, String whose) {
    TerraformValue value = new TerraformValue(given.expression());
    Optional<TerraformValue.Misfit> misfit =
        Optional.ofNullable(module.shapes().get(variable)).flatMap(value::misfit);
    List<String> allowed = module.allowed().getOrDefault(variable, List.of());
    Optional<String> text = value.text();
    if (misfit.isPresent()) {
      findings.add(
          RULE,
          file.path(),
          file.position(misfit.get().index()),
          whose + "'" + variable + "': " + misfit.get().problem(),
          "give what `type` of the variable says, or correct the type");
    } else if (!allowed.isEmpty() && text.isPresent() && !allowed.contains(text.get())) {
      findings.add(
          RULE,
          file.path(),
          file.position(given.expression().get(0).index()),
          whose + "'" + variable + "': '" + text.get() + "' is not allowed",
          "use one of " + String.join(", ", allowed));
    } else if (allowed.isEmpty()) {
      validations(file, variable, given, whose);
    }
  }

  /** The validations of the variable, computed for a value that is written out. */
  private void validations(SourceFile file, String variable, HclAttribute given, String whose) {
    Optional<Object> value =
        TerraformKinds.expression(given)
            .flatMap(
                found ->
                    found instanceof HclExpression.Literal literal
                        ? written(literal, variable)
                        : Optional.empty());
    if (value.isEmpty()) {
      return;
    }
    TerraformCondition condition = new TerraformCondition(variable, value.get());
    for (SourceFile one : module.files()) {
      HclFile.of(one.content())
          .root()
          .blocks("variable")
          .filter(block -> block.name().equals(variable))
          .flatMap(block -> block.blocks("validation"))
          .filter(
              block ->
                  block
                      .attribute("condition")
                      .flatMap(TerraformKinds::expression)
                      .flatMap(condition::holds)
                      .filter(holds -> !holds)
                      .isPresent())
          .findFirst()
          .ifPresent(
              block ->
                  findings.add(
                      RULE,
                      file.path(),
                      file.position(given.expression().get(0).index()),
                      whose
                          + "'"
                          + variable
                          + "': the validation of the variable refuses this value",
                      block
                          .attribute("error_message")
                          .flatMap(HclAttribute::text)
                          .map(text -> "it says: " + text.replaceFirst("\\.$", ""))
                          .orElse("give one for which its condition holds")));
    }
  }

  /** A value as Terraform converts it to the type of its variable. */
  private Optional<Object> written(HclExpression.Literal literal, String variable) {
    String type =
        Optional.ofNullable(module.shapes().get(variable)).map(TerraformShape::name).orElse("any");
    boolean isNumber = literal.text().matches("-?\\d{1,15}(?:\\.\\d{1,9})?");
    if (type.equals("string") && literal.isText()) {
      return Optional.of(literal.text());
    }
    if (type.equals("number") && isNumber) {
      return Optional.of(Double.valueOf(literal.text()));
    }
    return type.equals("bool") && literal.text().matches("true|false")
        ? Optional.of(Boolean.valueOf(literal.text()))
        : Optional.empty();
  }
}
