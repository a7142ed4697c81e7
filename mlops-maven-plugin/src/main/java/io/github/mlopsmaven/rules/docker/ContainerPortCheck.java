package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports of a container that are published, exposed or asked for its health are those on which
 * its command listens.
 */
final class ContainerPortCheck implements Check {

  static final Rule PORT =
      new Rule(
          "docker-port", Level.WARNING, "Port of a container on which its command does not listen");

  private static final Pattern OWN =
      Pattern.compile("(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0):(\\d{2,5})\\b");

  private static final Pattern NUMBER = Pattern.compile("(\\d{2,5})(?:/tcp)?");

  @Override
  public List<Rule> rules() {
    return List.of(PORT);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().all()) {
      if (DockerCheck.isDockerfile(file) && !DockerCheck.isTemplate(file)) {
        exposed(file, findings);
      }
    }
    List<SourceFile> files =
        project.files().of(FileKind.YAML).stream().filter(ComposeCheck::isComposed).toList();
    for (SourceFile file : files) {
      ComposeServices services = ComposeServices.in(file.directory(), files);
      for (YamlNode.Entry service : ComposeServices.of(file)) {
        Set<Integer> listened = listened(project, file, services, service.name());
        if (!listened.isEmpty() && !services.isOpen(service.name())) {
          published(file, service.value(), listened, findings);
        }
      }
    }
  }

  private static void exposed(SourceFile file, Findings findings) {
    Dockerfile docker = Dockerfile.of(file.content());
    Set<Integer> listened = listened(docker);
    if (listened.isEmpty()) {
      return;
    }
    Set<Integer> exposed = new LinkedHashSet<>();
    Optional<Instruction.Word> first = Optional.empty();
    for (Instruction instruction : docker.lastStage()) {
      if (instruction.name().equals("EXPOSE")) {
        for (Instruction.Word word : instruction.words()) {
          Matcher number = NUMBER.matcher(word.text());
          if (!number.matches()) {
            return;
          }
          exposed.add(Integer.parseInt(number.group(1)));
          first = first.or(() -> Optional.of(word));
        }
      } else if (instruction.name().equals("HEALTHCHECK")) {
        asked(instruction.text(), listened)
            .ifPresent(
                port ->
                    findings.add(
                        PORT,
                        file.path(),
                        file.position(instruction.index()),
                        "the health check asks on port " + port + listens(listened),
                        remedy(listened)));
      }
    }
    boolean isOther = exposed.stream().noneMatch(listened::contains);
    if (first.isPresent() && isOther) {
      findings.add(
          PORT,
          file.path(),
          file.position(first.get().index()),
          "port " + exposed.iterator().next() + " is exposed" + listens(listened),
          remedy(listened));
    }
  }

  private static void published(
      SourceFile file, YamlNode service, Set<Integer> listened, Findings findings) {
    List<ComposePort> ports = new ArrayList<>();
    for (YamlNode node : service.get("ports").map(YamlNode::items).orElse(List.of())) {
      Optional<ComposePort> port = ComposePort.of(node);
      if (port.isEmpty()) {
        return;
      }
      ports.add(port.get());
    }
    boolean isOther = ports.stream().noneMatch(port -> listened.contains(port.target()));
    if (!ports.isEmpty() && isOther) {
      findings.add(
          PORT,
          file,
          ports.get(0).node(),
          "port " + ports.get(0).target() + " of the container is published" + listens(listened),
          remedy(listened));
    }
    Optional<YamlNode> test = service.get("healthcheck", "test");
    test.flatMap(node -> asked(text(node), listened))
        .ifPresent(
            port ->
                findings.add(
                    PORT,
                    file,
                    test.get(),
                    "the health check asks on port " + port + listens(listened),
                    remedy(listened)));
  }

  private static String listens(Set<Integer> ports) {
    List<String> numbers = new TreeSet<>(ports).stream().map(String::valueOf).toList();
    return ", and the command listens on " + String.join(" and ", numbers);
  }

  private static String remedy(Set<Integer> listened) {
    return "write " + listened.iterator().next() + ", or let the command listen on the other port";
  }

  /** A port of the container itself that a check asks, and nothing listens on. */
  private static Optional<Integer> asked(String text, Set<Integer> listened) {
    Matcher own = OWN.matcher(text);
    while (own.find()) {
      int port = Integer.parseInt(own.group(1));
      if (!listened.contains(port)) {
        return Optional.of(port);
      }
    }
    return Optional.empty();
  }

  /** On what a service listens; empty where that is not known. */
  private static Set<Integer> listened(
      VerifiedProject project, SourceFile file, ComposeServices services, String service) {
    List<YamlNode> commands = services.get(service, "command");
    List<YamlNode> entries = services.get(service, "entrypoint");
    List<YamlNode> builds = services.get(service, "build");
    if (commands.size() > 1 || entries.size() > 1 || builds.size() > 1) {
      return Set.of();
    }
    if (!commands.isEmpty() || !entries.isEmpty()) {
      List<String> words = new ArrayList<>();
      entries.forEach(node -> words.addAll(ListenedPorts.words(text(node))));
      commands.forEach(node -> words.addAll(ListenedPorts.words(text(node))));
      return ListenedPorts.of(words);
    }
    return builds.stream()
        .flatMap(build -> ComposeServices.dockerfile(project, file, build).stream())
        .map(docker -> listened(Dockerfile.of(docker.content())))
        .findFirst()
        .orElse(Set.of());
  }

  private static String text(YamlNode node) {
    List<String> words = new ArrayList<>();
    node.text().ifPresent(words::add);
    node.items().forEach(item -> words.add(item.text().orElse("$")));
    return String.join(" ", words);
  }

  /** On what the command of an image listens. */
  private static Set<Integer> listened(Dockerfile docker) {
    List<String> words = docker.command().stream().map(Instruction.Word::text).toList();
    return ListenedPorts.of(ListenedPorts.words(String.join(" ", words)));
  }
}
