package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Services reach each other by their names, through a network that they share, at the port of the
 * container.
 *
 * @param file the Compose file
 * @param services the services of its folder
 * @param isAlone whether no network of the folder is one of other projects
 * @param findings takes what is found
 * @see <a href="https://docs.docker.com/compose/how-tos/networking/">Networking in Compose</a>
 */
record ComposeAddresses(
    SourceFile file, ComposeServices services, boolean isAlone, Findings findings) {

  private static final Set<String> SCHEMES =
      Set.of(
          "http",
          "https",
          "ws",
          "wss",
          "tcp",
          "grpc",
          "postgres",
          "postgresql",
          "mysql",
          "mariadb",
          "redis",
          "rediss",
          "amqp",
          "amqps",
          "mongodb",
          "nats",
          "kafka",
          "clickhouse",
          "bolt",
          "mssql");

  private static final Pattern URL =
      Pattern.compile(
          "\\b([a-z][a-z0-9]*+)(?:\\+\\w++)?://(?:[^\\s/@'\"]*+@)?([A-Za-z][A-Za-z0-9_-]*+)(?::(\\d{1,5}))?(?=[/\\s'\"?,;]|$)");

  /** Names of variables that hold {@code HOST:PORT}. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:.*_)?(?:HOSTS?|URLS?|URI|ADDR|ADDRESS|ENDPOINT|SERVERS?|BROKERS?|CONNECT|TARGET)");

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:^|(?<=,))([a-z][a-z0-9_-]*+):(\\d{2,5})(?=,|/|$)");

  private static final Set<String> OWN = Set.of("localhost", "host", "gateway", "0");

  void check(YamlNode root) {
    for (YamlNode.Entry service : root.get("services").map(YamlNode::entries).orElse(List.of())) {
      boolean isOnNetworks = service.value().get("network_mode").isEmpty();
      if (isOnNetworks && !services.isOpen(service.name())) {
        service.value().get("environment").ifPresent(node -> environment(service, node));
        for (String key : List.of("command", "entrypoint")) {
          service
              .value()
              .get(key)
              .ifPresent(node -> texts(node).forEach(text -> urls(service, text)));
        }
      }
    }
  }

  private static List<YamlNode> texts(YamlNode node) {
    List<YamlNode> texts = new ArrayList<>(node.items());
    texts.add(node);
    return texts;
  }

  private void environment(YamlNode.Entry service, YamlNode environment) {
    for (YamlNode.Entry entry : environment.entries()) {
      urls(service, entry.value());
      places(service, entry.name(), entry.value(), entry.value().text().orElse(""));
    }
    for (YamlNode item : environment.items()) {
      urls(service, item);
      String text = item.text().orElse("");
      int equals = Math.max(0, text.indexOf('='));
      places(
          service,
          text.substring(0, equals),
          item,
          text.substring(Math.min(text.length(), equals + 1)));
    }
  }

  private void urls(YamlNode.Entry service, YamlNode node) {
    Matcher url = URL.matcher(node.text().orElse(""));
    while (url.find()) {
      if (SCHEMES.contains(url.group(1))) {
        address(service, node, url.group(2), Optional.ofNullable(url.group(3)));
      }
    }
  }

  private void places(YamlNode.Entry service, String name, YamlNode node, String value) {
    if (PLACE.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
      Matcher place = HOST_AND_PORT.matcher(value);
      while (place.find()) {
        address(service, node, place.group(1), Optional.of(place.group(2)));
      }
    }
  }

  private void address(YamlNode.Entry service, YamlNode node, String host, Optional<String> port) {
    Set<String> names = services.names();
    if (names.contains(host)) {
      port.ifPresent(number -> reached(service, node, host, Integer.parseInt(number)));
      return;
    }
    Set<String> known = new TreeSet<>(names);
    known.addAll(services.aliases());
    boolean isKnown = known.contains(host) || OWN.contains(host);
    boolean isNear = known.stream().anyMatch(name -> Suggestion.isSlip(host, name));
    if (!isKnown && (isNear || (isAlone && names.size() > 1))) {
      add(
          node,
          ComposeCheck.NAME,
          "no service is called '" + host + "'",
          Suggestion.useOneOf(host, names));
    }
  }

  private void reached(YamlNode.Entry service, YamlNode node, String host, int port) {
    Set<String> mine = networks(service.name());
    Set<String> theirs = networks(host);
    boolean isApart =
        !mine.isEmpty() && !theirs.isEmpty() && mine.stream().noneMatch(theirs::contains);
    if (isApart) {
      add(
          node,
          ComposeServiceCheck.VALUE,
          "'" + service.name() + "' has no network that '" + host + "' has",
          "put both on the same network");
      return;
    }
    List<ComposePort> ports = new ArrayList<>();
    services
        .get(host, "ports")
        .forEach(all -> all.items().forEach(one -> ComposePort.of(one).ifPresent(ports::add)));
    Optional<ComposePort> published =
        ports.stream().filter(one -> one.published() == port && one.target() != port).findFirst();
    boolean isInside =
        ports.stream().anyMatch(one -> one.target() == port) || isNamed(host, String.valueOf(port));
    if (published.isPresent() && !isInside && !services.isOpen(host)) {
      add(
          node,
          ComposeServiceCheck.VALUE,
          "'" + host + "' has the port " + port + " on the host only",
          "write " + host + ":" + published.get().target() + ", the port of its container");
    }
  }

  /** Whether what a service runs speaks of a port. */
  private boolean isNamed(String service, String port) {
    Pattern number = Pattern.compile("(?<!\\d)" + port + "(?!\\d)");
    List<YamlNode> nodes = new ArrayList<>();
    for (String key : List.of("expose", "command", "entrypoint", "environment", "healthcheck")) {
      nodes.addAll(services.get(service, key));
    }
    boolean[] isIt = {!services.get(service, "env_file").isEmpty()};
    for (YamlNode node : nodes) {
      node.walk(one -> isIt[0] |= number.matcher(one.text().orElse("")).find());
    }
    return isIt[0];
  }

  /** The networks of a service; none where they are not known. */
  private Set<String> networks(String service) {
    Set<String> names = new TreeSet<>();
    if (!services.get(service, "network_mode").isEmpty()
        || services.isOpen(service)
        || services.nodes().getOrDefault(service, List.of()).size() != 1) {
      return names;
    }
    for (YamlNode node : services.get(service, "networks")) {
      node.items().forEach(item -> names.add(item.text().orElse("")));
      names.addAll(node.keys());
    }
    if (names.isEmpty()) {
      names.add("default");
    }
    return names;
  }

  private void add(YamlNode node, Rule rule, String problem, String remedy) {
    findings.add(rule, file, node, problem, remedy);
  }
}
