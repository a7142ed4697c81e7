package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.verify.YamlNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port of a service, as far as it is known.
 *
 * @param node where it is written
 * @param address the address of the host; empty for all of them
 * @param published the port of the host; 0 if it has none, or Docker chooses one
 * @param target the port of the container
 * @param protocol {@code tcp} or {@code udp}
 * @see <a href="https://docs.docker.com/reference/compose-file/services/#ports">ports</a>
 */
record ComposePort(YamlNode node, String address, int published, int target, String protocol) {

  private static final String NUMBERS = "\\d{1,9}(?:-\\d{1,9})?";

  /** {@code [HOST:]CONTAINER[/PROTOCOL]}, where HOST is {@code [IP:](port | range)}. */
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(?:(\\[[0-9A-Fa-f:.]+]|[\\w.-]+):)?("
              + NUMBERS
              + ")?:)?("
              + NUMBERS
              + ")(?:/(tcp|udp|sctp))?");

  /** {@code ${NAME:-VALUE}}. */
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:?-([^${}]+)}");

  /** What a variable without a known value leaves open. */
  static boolean isOpen(String text) {
    return DEFAULT.matcher(text).replaceAll("$1").indexOf('$') >= 0;
  }

  /** Whether a text is a port, or ports, as Compose reads them. */
  static boolean isValid(String text) {
    Matcher matcher = SHORT.matcher(DEFAULT.matcher(text).replaceAll("$1"));
    if (!matcher.matches()) {
      return false;
    }
    return isInRange(matcher.group(2)) && isInRange(matcher.group(3));
  }

  private static boolean isInRange(String ports) {
    if (ports == null) {
      return true;
    }
    for (String port : ports.split("-", -1)) {
      if (Integer.parseInt(port) > 65_535) {
        return false;
      }
    }
    return true;
  }

  /** Reads an item of {@code ports}; a range is not one port. */
  static Optional<ComposePort> of(YamlNode node) {
    if (node.isMapping()) {
      int published = number(node.get("published").flatMap(YamlNode::text).orElse("0"));
      int target = number(node.get("target").flatMap(YamlNode::text).orElse(""));
      String protocol = node.get("protocol").flatMap(YamlNode::text).orElse("tcp");
      String address = node.get("host_ip").flatMap(YamlNode::text).orElse("");
      return published < 0 || target < 0
          ? Optional.empty()
          : Optional.of(new ComposePort(node, address, published, target, protocol));
    }
    String text = DEFAULT.matcher(node.text().orElse("")).replaceAll("$1");
    Matcher matcher = SHORT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int published = matcher.group(2) == null ? 0 : number(matcher.group(2));
    int target = number(matcher.group(3));
    if (published < 0 || target < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ComposePort(
            node,
            matcher.group(1) == null ? "" : matcher.group(1),
            published,
            target,
            matcher.group(4) == null ? "tcp" : matcher.group(4)));
  }

  private static int number(String text) {
    return text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
  }

  /** Whether both want the same port of the host. */
  boolean isTakenBy(ComposePort other) {
    boolean isSameAddress =
        isEverywhere(address) || isEverywhere(other.address) || address.equals(other.address);
    return published > 0
        && published == other.published
        && protocol.equals(other.protocol)
        && isSameAddress;
  }

  private static boolean isEverywhere(String address) {
    return address.isEmpty() || address.equals("0.0.0.0") || address.equals("[::]");
  }
}
