package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.HclExpression.Attribute;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Item;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Literal;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Path;
import io.github.mlopsmaven.rules.infrastructure.HclExpression.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many there are of what a directory of Terraform code declares: with {@code count}, a resource
 * is a list; with {@code for_each}, a map; otherwise it is one.
 */
final class TerraformInstances {

  private final Map<String, String> repeats = new HashMap<>();

  /**
   * Takes note of a block.
   *
   * @param block a block of the first level
   */
  void declare(HclBlock block) {
    String labels = String.join(".", block.labels());
    String address =
        switch (block.type()) {
          case "resource" -> labels;
          case "data", "module", "ephemeral" -> block.type() + "." + labels;
          default -> "";
        };
    if (!address.isEmpty()) {
      // A file that overrides another says only what differs.
      repeats.merge(
          address,
          block.attribute("count").isPresent()
              ? "count"
              : block.attribute("for_each").isPresent() ? "for_each" : "",
          (one, other) -> one.isEmpty() ? other : one);
    }
  }

  /**
   * A use that does not fit.
   *
   * @param problem what is wrong
   * @param remedy what to write instead
   */
  record Wrong(String problem, String remedy) {}

  /**
   * Whether a path takes a list, a map or a single one for something else.
   *
   * @param path the path
   * @return empty if it does not
   */
  Optional<Wrong> wrong(Path path) {
    int at = path.name().equals("data") || path.name().equals("ephemeral") ? 2 : 1;
    StringBuilder address = new StringBuilder(path.name());
    for (int i = 0; i < at; i++) {
      address.append('.').append(path.attribute(i));
    }
    String repeat = repeats.get(address.toString());
    if (repeat == null || path.steps().size() <= at) {
      return Optional.empty();
    }
    Step step = path.steps().get(at);
    boolean isNumber =
        step instanceof Item item
            && ((item.key() instanceof Literal key && !key.isText())
                || (item.key() instanceof Path name && name.name().equals("count")));
    Wrong wrong = null;
    if (repeat.equals("count") && step instanceof Attribute) {
      wrong = new Wrong(address + " has 'count', so it is a list", "write " + address + "[0]");
    } else if (repeat.equals("for_each") && step instanceof Attribute) {
      wrong =
          new Wrong(
              address + " has 'for_each', so it is a map",
              "write " + address + "[\"KEY\"], or values(" + address + ")");
    } else if (repeat.equals("for_each") && isNumber) {
      wrong =
          new Wrong(
              address + " has 'for_each', so that numbers are no keys of it",
              "write " + address + "[\"KEY\"]");
    } else if (repeat.isEmpty() && isNumber) {
      wrong =
          new Wrong(
              address + " has neither 'count' nor 'for_each', so it is one",
              "write " + address + " without an index");
    }
    return Optional.ofNullable(wrong);
  }
}
