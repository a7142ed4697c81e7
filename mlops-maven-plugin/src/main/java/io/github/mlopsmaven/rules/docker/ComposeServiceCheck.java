package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the services of a Compose file say about themselves and each other can be started.
 *
 * @param project the project
 * @param file the Compose file
 * @param services the services of its folder
 * @param findings takes what is found
 */
record ComposeServiceCheck(
    VerifiedProject project, SourceFile file, ComposeServices services, Findings findings) {

  static final Rule VALUE =
      new Rule(
          "compose-value", Level.ERROR, "Value, port or dependency that Compose does not accept");

  /** Images of others that are known to have no check; those of Docker itself have none. */
  private static final Set<String> WITHOUT_CHECK =
      Set.of(
          "ghcr.io/mlflow/mlflow",
          "apache/airflow",
          "grafana/grafana",
          "prom/prometheus",
          "confluentinc/cp-kafka",
          "mcr.microsoft.com/azure-storage/azurite");

  /** A dollar sign without a name, and a brace that is not closed. */
  private static final Pattern NO_VARIABLE =
      Pattern.compile(
          "\\$(?![A-Za-z_{])\\S{0,8}|\\$\\{(?![A-Za-z_]\\w*(?:}|:?[-?+]))\\S{0,20}|\\$\\{\\w+:?[-?+][^{}]*$");

  private static final Set<String> WHOLE =
      Set.of("docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml");

  void check(YamlNode root) {
    ComposeValues.check(
        root,
        (line, node) ->
            add(
                node,
                line.key() + " is '" + node.text().orElse("") + "', which is not a value of it",
                "write " + line.instead()));
    Map<String, YamlNode> own = new LinkedHashMap<>();
    for (YamlNode.Entry service : root.get("services").map(YamlNode::entries).orElse(List.of())) {
      if (!service.name().startsWith("x-") && !service.name().equals("<<")) {
        own.put(service.name(), service.value());
        test(service.value());
        service.value().get("ports").ifPresent(this::ports);
        health(service.value());
        image(service, own.size() > 1 || root.get("services").map(this::hasImage).orElse(false));
      }
    }
    taken(own);
    circles(root);
    for (String section : List.of("services", "volumes", "networks")) {
      root.get(section).ifPresent(this::variables);
    }
  }

  /** Compose fills in variables in each value, before it looks at anything. */
  private void variables(YamlNode section) {
    Set<YamlNode> keys = new HashSet<>();
    section.walk(node -> node.entries().forEach(entry -> keys.add(entry.key())));
    section.walk(
        node -> {
          String text = keys.contains(node) ? "" : node.text().orElse("").replace("$$", "");
          Matcher wrong = NO_VARIABLE.matcher(text);
          if (wrong.find()) {
            add(
                node,
                "'" + wrong.group() + "' is not a variable of Compose",
                "write ${NAME} for one, or $$ for a dollar sign");
          }
        });
  }

  private void test(YamlNode service) {
    Optional<YamlNode> first =
        service.get("healthcheck", "test").flatMap(test -> test.items().stream().findFirst());
    first
        .filter(node -> !node.text().orElse("$").replace("$$", "").contains("$"))
        .filter(node -> !Set.of("NONE", "CMD", "CMD-SHELL").contains(node.text().orElse("")))
        .ifPresent(
            node ->
                add(
                    node,
                    "the list of a test begins with '" + node.text().orElse("") + "'",
                    "begin it with CMD, CMD-SHELL or NONE"));
  }

  private void ports(YamlNode ports) {
    for (YamlNode port : ports.items()) {
      String text = port.text().orElse("");
      boolean isKnown = port.isScalar() && !ComposePort.isOpen(text) && !text.isEmpty();
      if (isKnown && !ComposePort.isValid(text)) {
        add(port, "'" + text + "' is not a port", "write HOST:CONTAINER, such as \"8080:80\"");
      }
    }
  }

  /** {@code service_healthy} waits for a check that somebody has to have written. */
  private void health(YamlNode service) {
    for (YamlNode.Entry wanted :
        service.get("depends_on").map(YamlNode::entries).orElse(List.of())) {
      Optional<YamlNode> condition = wanted.value().get("condition");
      boolean isHealth =
          condition.flatMap(YamlNode::text).filter("service_healthy"::equals).isPresent();
      if (isHealth
          && services.names().contains(wanted.name())
          && !services.isOpen(wanted.name())
          && isWithoutCheck(wanted.name())) {
        add(
            condition.get(),
            "'" + wanted.name() + "' has no healthcheck, so it is never healthy",
            "give it a healthcheck, or wait for service_started");
      }
    }
  }

  private boolean isWithoutCheck(String service) {
    List<YamlNode> checks = services.get(service, "healthcheck");
    if (!checks.isEmpty()) {
      return checks.stream().allMatch(ComposeServiceCheck::isOff);
    }
    if (services.get(service, "build").isEmpty()) {
      List<YamlNode> images = services.get(service, "image");
      return !images.isEmpty()
          && images.stream().allMatch(node -> isImageWithoutCheck(node.text().orElse("/$")));
    }
    return services.get(service, "build").stream().allMatch(this::isBuiltWithoutCheck);
  }

  private static boolean isOff(YamlNode check) {
    boolean isDisabled =
        check.get("disable").flatMap(YamlNode::text).filter("true"::equals).isPresent();
    Optional<YamlNode> test = check.get("test");
    String first =
        test.flatMap(node -> node.items().stream().findFirst().flatMap(YamlNode::text))
            .or(() -> test.flatMap(YamlNode::text))
            .orElse("");
    return isDisabled || first.equals("NONE");
  }

  private static boolean isImageWithoutCheck(String image) {
    String name =
        image
            .replaceFirst("^docker\\.io/(?:library/)?", "")
            .replaceFirst("@.*$", "")
            .replaceFirst(":[^/]*$", "");
    return name.indexOf('$') < 0 && (name.indexOf('/') < 0 || WITHOUT_CHECK.contains(name));
  }

  private boolean isBuiltWithoutCheck(YamlNode build) {
    return ComposeServices.dockerfile(project, file, build)
        .map(found -> Dockerfile.of(found.content()))
        .filter(found -> found.instructions().stream().noneMatch(ComposeServiceCheck::isCheck))
        .map(
            found ->
                found.instructions().stream()
                    .filter(one -> one.name().equals("FROM") && !one.words().isEmpty())
                    .map(
                        one ->
                            one.words().get(0).text().replaceAll("\\$\\{?\\w+(?::?-[^}]*)?}?", "x"))
                    .allMatch(ComposeServiceCheck::isImageWithoutCheck))
        .orElse(false);
  }

  private static boolean isCheck(Instruction instruction) {
    return instruction.name().equals("HEALTHCHECK") || instruction.name().equals("ONBUILD");
  }

  private boolean hasImage(YamlNode all) {
    return all.entries().stream()
        .anyMatch(
            entry ->
                ComposeServices.get(entry.value(), "image").isPresent()
                    || ComposeServices.get(entry.value(), "build").isPresent());
  }

  /** A file that is put on others may leave them out; this one is whole. */
  private void image(YamlNode.Entry service, boolean isBesideOthers) {
    boolean hasAny =
        Stream.of("image", "build", "extends", "provider", "<<")
            .anyMatch(
                key ->
                    !services.get(service.name(), key).isEmpty()
                        || service.value().get(key).isPresent());
    boolean isWhole = WHOLE.contains(file.name()) && isBesideOthers;
    boolean isDescribed = service.value().isMapping() && !service.value().entries().isEmpty();
    if (isWhole && isDescribed && !hasAny && !services.isOpen()) {
      findings.add(
          VALUE,
          file,
          service.key(),
          "the service '" + service.name() + "' has neither image nor build",
          "say which image it is, or what builds it");
    }
  }

  /** Two services that may run together cannot have the same port of the host. */
  private void taken(Map<String, YamlNode> own) {
    Map<ComposePort, String> all = new LinkedHashMap<>();
    own.forEach(
        (name, service) -> {
          boolean isAlways = ComposeServices.get(service, "profiles").isEmpty();
          for (YamlNode node :
              isAlways
                  ? service.get("ports").map(YamlNode::items).orElse(List.of())
                  : List.<YamlNode>of()) {
            Optional<ComposePort> port = ComposePort.of(node);
            Optional<String> holder =
                port.flatMap(
                    mine ->
                        all.entrySet().stream()
                            .filter(other -> mine.isTakenBy(other.getKey()))
                            .map(Map.Entry::getValue)
                            .findFirst());
            holder.ifPresent(
                other ->
                    add(
                        node,
                        "the port "
                            + port.get().published()
                            + " of the host is taken by '"
                            + other
                            + "'",
                        "publish another one"));
            port.ifPresent(mine -> all.putIfAbsent(mine, name));
          }
        });
  }

  /** Services that wait for each other are never started. */
  private void circles(YamlNode root) {
    Set<String> told = new LinkedHashSet<>();
    for (YamlNode.Entry service : root.get("services").map(YamlNode::entries).orElse(List.of())) {
      for (YamlNode needed : needs(service.value())) {
        String name = needed.text().orElse("").replaceFirst(":.*", "");
        List<String> way = new ArrayList<>(List.of(service.name()));
        if (!told.contains(service.name()) && leadsTo(name, service.name(), way)) {
          told.addAll(way);
          way.add(service.name());
          add(
              needed,
              "services wait for each other: " + String.join(", ", way),
              "remove one of these dependencies");
        }
      }
    }
  }

  private boolean leadsTo(String from, String to, List<String> way) {
    if (from.equals(to)) {
      return true;
    }
    if (way.contains(from) || way.size() > 200) {
      return false;
    }
    way.add(from);
    for (YamlNode node : services.nodes().getOrDefault(from, List.of())) {
      for (YamlNode needed : needs(node)) {
        if (leadsTo(needed.text().orElse("").replaceFirst(":.*", ""), to, way)) {
          return true;
        }
      }
    }
    way.remove(way.size() - 1);
    return false;
  }

  /** The services that have to be there before one is started. */
  private static List<YamlNode> needs(YamlNode service) {
    List<YamlNode> needs = new ArrayList<>();
    ComposeServices.get(service, "depends_on")
        .ifPresent(
            node -> {
              needs.addAll(node.items());
              node.entries().forEach(entry -> needs.add(entry.key()));
            });
    ComposeServices.get(service, "links").ifPresent(node -> needs.addAll(node.items()));
    return needs;
  }

  private void add(YamlNode node, String problem, String remedy) {
    findings.add(VALUE, file, node, problem, remedy);
  }
}
