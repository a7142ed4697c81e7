package io.github.mlopsmaven.rules.commands;

import io.github.mlopsmaven.rules.shell.ShellWord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command that builds an image.
 *
 * @param context the directory of its context, as it is written
 * @param file the Dockerfile, as it is written; empty for the one in the context
 * @param isFromContext whether the path of the Dockerfile is seen from the context
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/build/">docker buildx build</a>
 * @see <a href="https://learn.microsoft.com/cli/azure/acr#az-acr-build">az acr build</a>
 */
record DockerBuild(ShellWord context, Optional<ShellWord> file, boolean isFromContext) {

  private static final Set<String> FLAGS =
      Set.of(
          "-q",
          "--quiet",
          "--no-cache",
          "--pull",
          "--rm",
          "--force-rm",
          "--squash",
          "--push",
          "--load",
          "--compress",
          "--check",
          "-D",
          "--debug",
          "--no-logs",
          "--no-wait",
          "--no-push",
          "--no-format",
          "--only-show-errors",
          "--verbose");

  private static final Set<String> VALUED =
      Set.of(
          "-t",
          "--tag",
          "--build-arg",
          "--target",
          "--platform",
          "--cache-from",
          "--cache-to",
          "--label",
          "--network",
          "--progress",
          "--secret",
          "--ssh",
          "-o",
          "--output",
          "--add-host",
          "--iidfile",
          "--isolation",
          "-m",
          "--memory",
          "--shm-size",
          "--ulimit",
          "--builder",
          "--metadata-file",
          "--annotation",
          "--attest",
          "--allow",
          "--provenance",
          "--sbom",
          "-r",
          "--registry",
          "--image",
          "--timeout",
          "--agent-pool",
          "--log-template",
          "-g",
          "--resource-group",
          "--secret-build-arg",
          "--auth-mode",
          "--subscription");

  /** Reads a command; empty if it builds nothing, or has what is not known here. */
  static Optional<DockerBuild> of(List<ShellWord> words) {
    int at = begin(words);
    boolean isAzure = at > 0 && words.get(0).literal().equals("az");
    Optional<ShellWord> context = Optional.empty();
    Optional<ShellWord> file = Optional.empty();
    for (int i = at; at > 0 && i < words.size(); i++) {
      ShellWord word = words.get(i);
      String start = word.start();
      int equals = start.indexOf('=');
      String name = equals > 0 ? start.substring(0, equals) : start;
      if (name.equals("-f") || name.equals("--file")) {
        boolean isApart = equals < 0;
        if (isApart && i + 1 >= words.size()) {
          return Optional.empty();
        }
        file = Optional.of(isApart ? words.get(++i) : word.behind(equals + 1));
      } else if (VALUED.contains(name)) {
        i += equals > 0 ? 0 : 1;
      } else if (start.startsWith("-") && !FLAGS.contains(name)) {
        return Optional.empty();
      } else if (!start.startsWith("-")) {
        if (context.isPresent()) {
          return Optional.empty();
        }
        context = Optional.of(word);
      }
    }
    Optional<ShellWord> named = file;
    return context.map(word -> new DockerBuild(word, named, isAzure));
  }

  /** Where the arguments of a build begin; 0 for any other command. */
  private static int begin(List<ShellWord> words) {
    String all = "";
    for (int i = 0; i < Math.min(3, words.size()); i++) {
      all += " " + words.get(i).literal();
      if (Set.of(" docker build", " podman build").contains(all)) {
        return 2;
      }
    }
    return Set.of(" docker buildx build", " docker image build", " az acr build").contains(all)
        ? 3
        : 0;
  }
}
