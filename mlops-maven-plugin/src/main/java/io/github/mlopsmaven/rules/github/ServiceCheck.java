package io.github.mlopsmaven.rules.github;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jobs reach their service containers: by name from a container, by {@code localhost} and a
 * published port from the runner.
 *
 * @see <a
 *     href="https://docs.github.com/actions/tutorials/use-containerized-services/use-docker-service-containers">Service
 *     containers</a>
 */
final class ServiceCheck implements Check {

  static final Rule SERVICE =
      new Rule(
          "github-service",
          Level.ERROR,
          "Service container of a GitHub workflow at an address that it does not have");

  /** The ports that well-known images open, from their pages on Docker Hub. */
  private static final Map<String, String> PORTS =
      Map.of(
          "postgres", "5432",
          "redis", "6379",
          "mysql", "3306",
          "mariadb", "3306",
          "mongo", "27017",
          "rabbitmq", "5672",
          "elasticsearch", "9200",
          "minio", "9000",
          "azurite", "10000",
          "registry", "5000");

  private static final Pattern HOST_KEY = Pattern.compile("(?i).*(?:^|_)(?:HOST|HOSTNAME|SERVER)");

  private static final Pattern LOCAL =
      Pattern.compile("(?<![\\w.-])(?:localhost|127\\.0\\.0\\.1):(\\d{2,5})(?!\\d)");

  private static final Pattern PUBLISHED =
      Pattern.compile("(?:\\d+\\.[\\d.]+:)?(?:(\\d{1,5}):)?(\\d{1,5})(?:/\\w+)?");

  @Override
  public List<Rule> rules() {
    return List.of(SERVICE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      for (YamlNode.Entry job :
          file.yaml().root().map(root -> new Workflow(root).jobs()).orElse(List.of())) {
        Optional<YamlNode> services = job.value().get("services").filter(YamlNode::isMapping);
        if (services.isPresent()) {
          new Job(file, job.value(), findings).check(services.get());
        }
      }
    }
  }

  private record Job(SourceFile file, YamlNode job, Findings findings) {

    void check(YamlNode services) {
      boolean isInContainer = job.get("container").isPresent();
      Map<String, String> owners = new HashMap<>();
      Set<String> published = new HashSet<>();
      boolean isKnown = true;
      for (YamlNode.Entry service : services.entries()) {
        isKnown &= ports(service, owners, published) && !service.name().contains("$");
      }
      boolean hasKnownPorts = isKnown;
      for (YamlNode.Entry entry : job.entries()) {
        if (!Set.of("services", "container", "name", "if", "needs").contains(entry.name())) {
          texts(
              entry.name(),
              entry.value(),
              (key, node) -> {
                String text = node.text().orElse("");
                if (isInContainer && hasKnownPorts) {
                  local(node, text, owners, published, true);
                } else if (!isInContainer) {
                  services.entries().forEach(service -> named(key, node, text, service.name()));
                  if (hasKnownPorts) {
                    local(node, text, owners, published, false);
                  }
                }
              });
        }
      }
    }

    /** Is shown each text with its key. */
    private interface Texts {
      void text(String key, YamlNode node);
    }

    private static void texts(String key, YamlNode node, Texts visitor) {
      // An action may run in a container of its own.
      if (node.get("uses").isPresent()) {
        return;
      }
      if (node.text().isPresent()) {
        visitor.text(key, node);
      }
      node.entries().forEach(entry -> texts(entry.name(), entry.value(), visitor));
      node.items().forEach(item -> texts(key, item, visitor));
    }

    /**
     * The ports of a service.
     *
     * @param owners takes each port inside of the service with the service's name
     * @param published takes each port of the runner that leads to a service
     * @return whether all are known
     */
    private static boolean ports(
        YamlNode.Entry service, Map<String, String> owners, Set<String> published) {
      String image = service.value().get("image").flatMap(YamlNode::text).orElse("");
      String name = image.replaceFirst("[:@].*", "").replaceFirst(".*/", "");
      Optional.ofNullable(PORTS.get(name.toLowerCase(Locale.ROOT)))
          .ifPresent(port -> owners.put(port, service.name()));
      Optional<YamlNode> ports = service.value().get("ports");
      for (YamlNode port : ports.map(YamlNode::items).orElse(List.of())) {
        Matcher matcher = PUBLISHED.matcher(port.text().orElse("").strip());
        if (!matcher.matches()) {
          return false;
        }
        owners.put(matcher.group(2), service.name());
        if (matcher.group(1) != null) {
          published.add(matcher.group(1));
        }
      }
      return ports.filter(node -> !node.isSequence()).isEmpty()
          && service
              .value()
              .get("options")
              .flatMap(YamlNode::text)
              .filter(text -> text.contains("--network") || text.contains("-p "))
              .isEmpty();
    }

    /** The name of a service, where the runner has no such host. */
    private void named(String key, YamlNode node, String text, String service) {
      String quoted = Pattern.quote(service);
      Pattern address =
          Pattern.compile(
              "(?:(?:://|@)(?:[^/\\s@'\"]*@)?|(?:--host(?:name)?[ =]|(?<=\\s)-h )[\"']?)("
                  + quoted
                  + ")(?=[:/\\s\"']|$)(?![^/\\s\"']*@)");
      Matcher matcher = address.matcher(text);
      boolean isHost = HOST_KEY.matcher(key).matches() && text.strip().equals(service);
      boolean isAddress = matcher.find();
      // A script may call its own containers so.
      boolean isOwn = text.contains("docker ") || text.contains("/etc/hosts");
      if ((isHost || isAddress) && !isOwn) {
        findings.add(
            SERVICE,
            file.path(),
            node.positionOf(isAddress ? matcher.start(1) : 0),
            "the job runs on the runner itself, where no host is called '" + service + "'",
            "use localhost and a port that the service publishes, or give the job a container");
      }
    }

    private void local(
        YamlNode node,
        String text,
        Map<String, String> owners,
        Set<String> published,
        boolean isInContainer) {
      Matcher matcher = LOCAL.matcher(text);
      while (matcher.find()) {
        String service = owners.get(matcher.group(1));
        boolean isWrong =
            service != null && (isInContainer || !published.contains(matcher.group(1)));
        // The job may open the port itself.
        if (isWrong && !opens(matcher.group(1))) {
          findings.add(
              SERVICE,
              file.path(),
              node.positionOf(matcher.start()),
              isInContainer
                  ? "the job runs in a container, where the service '"
                      + service
                      + "' is not at localhost"
                  : "the service '"
                      + service
                      + "' does not publish its port "
                      + matcher.group(1)
                      + " under this number",
              isInContainer
                  ? "use " + service + ":" + matcher.group(1)
                  : "add '" + matcher.group(1) + ":" + matcher.group(1) + "' to its ports");
        }
      }
    }

    /** Whether the job listens there itself, or takes the port from another container. */
    private boolean opens(String port) {
      Pattern own =
          Pattern.compile(
              "(?:--port[ =]|--bind[ =]\\S*:|(?:-p|--publish)[ =](?:[\\d.]+:)?\\d+:|-L ?)"
                  + port
                  + "(?!\\d)|(?:-p|--publish)[ =]"
                  + port
                  + ":");
      boolean[] isOpen = {false};
      job.get("steps")
          .ifPresent(
              steps ->
                  steps.walk(
                      one ->
                          isOpen[0] |=
                              one.text().filter(text -> own.matcher(text).find()).isPresent()));
      return isOpen[0];
    }
  }
}
