package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.rules.documents.IgnoredPaths;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the services of Compose files name is declared in them, and what they build is there.
 *
 * @see <a href="https://docs.docker.com/reference/compose-file/">Compose file reference</a>
 */
final class ComposeCheck implements Check {

  static final Rule NAME =
      new Rule("compose-unknown-name", Level.ERROR, "Undeclared name in a Compose file");

  private static final String PROJECT_DIRECTORY = "--project-directory";

  static final Rule FILE =
      new Rule("compose-missing-file", Level.ERROR, "File of a Compose build not found");

  private static final Pattern COMPOSED =
      Pattern.compile("(?:docker-)?compose(?:[.-][\\w.-]+)?\\.ya?ml");

  /** A volume that has a name; anything else is a path. */
  private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][\\w.-]+");

  /** A file of the project that is mounted and that people write. */
  private static final Pattern MOUNTED =
      Pattern.compile(
          "\\.{1,2}/(?:[\\w.-]+/)*[\\w.-]+\\.(?:ya?ml|conf|json|toml|ini|sql|sh|py|cfg)");

  private static final List<String> EXAMPLES = List.of(".example", ".sample", ".template", ".dist");

  @Override
  public List<Rule> rules() {
    return List.of(NAME, FILE, ComposeServiceCheck.VALUE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    List<SourceFile> files =
        project.files().of(FileKind.YAML).stream().filter(ComposeCheck::isComposed).toList();
    for (SourceFile file : files) {
      file.yaml().root().ifPresent(root -> check(project, file, root, files, findings));
    }
  }

  private static void check(
      VerifiedProject project,
      SourceFile file,
      YamlNode root,
      List<SourceFile> files,
      Findings findings) {
    new OneFile(project, file, files, findings).check(root);
    ComposeServices services = ComposeServices.in(file.directory(), files);
    // A development container may put its file on any other.
    boolean isOfContainer = ("/" + file.path()).contains("/.devcontainer/");
    new ComposeServiceCheck(project, file, services, findings).check(root);
    if (!isOfContainer) {
      new ComposeAddresses(file, services, isAlone(file, files), findings).check(root);
    }
  }

  /** Whether no Compose file of the folder uses a network of others. */
  private static boolean isAlone(SourceFile file, List<SourceFile> files) {
    return files.stream()
        .filter(one -> one.directory().equals(file.directory()))
        .flatMap(one -> one.yaml().root().stream())
        .flatMap(root -> root.get("networks").stream())
        .flatMap(networks -> networks.entries().stream())
        .noneMatch(network -> network.value().get("external").isPresent());
  }

  /** Whether a file is a Compose file, by its name and what it has. */
  static boolean isComposed(SourceFile file) {
    return COMPOSED.matcher(file.name()).matches()
        && !file.isVendored()
        && !file.text().contains("{{")
        && file.yaml().root().flatMap(root -> root.get("services")).isPresent();
  }

  private record OneFile(
      VerifiedProject project, SourceFile file, List<SourceFile> files, Findings findings) {

    void check(YamlNode root) {
      boolean isOpen = root.get("include").isPresent();
      root.get("configs").map(YamlNode::entries).orElse(List.of()).stream()
          .flatMap(config -> config.value().get("file").stream())
          .forEach(this::mounted);
      for (YamlNode.Entry service : root.get("services").map(YamlNode::entries).orElse(List.of())) {
        YamlNode value = service.value();
        if (!isOpen) {
          names(value);
        }
        value.get("build").ifPresent(this::build);
        value.get("env_file").ifPresent(this::variables);
        value.get("volumes").ifPresent(this::mounts);
      }
    }

    /** What is declared in a section, in the files beside this one too, which may be merged. */
    private Set<String> declared(String section) {
      Set<String> names = new TreeSet<>();
      for (SourceFile one : files) {
        if (one.directory().equals(file.directory())) {
          one.yaml()
              .root()
              .flatMap(root -> root.get(section))
              .ifPresent(node -> names.addAll(node.keys()));
        }
      }
      return names;
    }

    private void names(YamlNode service) {
      for (YamlNode one : named(service.get("depends_on"))) {
        known(one, one.text().orElse(""), "services", "service");
      }
      for (YamlNode one : named(service.get("networks"))) {
        if (!one.text().orElse("").equals("default")) {
          known(one, one.text().orElse(""), "networks", "network");
        }
      }
      for (String kind : List.of("secrets", "configs")) {
        for (YamlNode one : service.get(kind).map(YamlNode::items).orElse(List.of())) {
          YamlNode name = one.get("source").orElse(one);
          known(name, name.text().orElse(""), kind, kind.substring(0, kind.length() - 1));
        }
      }
      for (YamlNode one : service.get("volumes").map(YamlNode::items).orElse(List.of())) {
        boolean isVolume =
            one.get("type").flatMap(YamlNode::text).filter("volume"::equals).isPresent();
        if (isVolume) {
          one.get("source")
              .ifPresent(name -> known(name, name.text().orElse(""), "volumes", "volume"));
        } else if (one.text().orElse("").indexOf(':') > 0) {
          String name = one.text().orElse("").replaceFirst(":.*", "");
          // One letter is a drive of Windows.
          if (VOLUME.matcher(name).matches()) {
            known(one, name, "volumes", "volume");
          }
        }
      }
      service
          .get("extends")
          .filter(node -> node.get("file").isEmpty())
          .map(node -> node.get("service").orElse(node))
          .ifPresent(name -> known(name, name.text().orElse(""), "services", "service"));
      service
          .get("network_mode")
          .filter(node -> node.text().orElse("").startsWith("service:"))
          .ifPresent(
              node ->
                  known(
                      node,
                      node.text().orElse("").substring("service:".length()),
                      "services",
                      "service"));
    }

    /** The items of a list, or the keys of a mapping. */
    private static List<YamlNode> named(Optional<YamlNode> node) {
      List<YamlNode> names = new ArrayList<>(node.map(YamlNode::items).orElse(List.of()));
      node.map(YamlNode::entries).orElse(List.of()).forEach(entry -> names.add(entry.key()));
      return names;
    }

    private void known(YamlNode node, String name, String section, String kind) {
      Set<String> known = declared(section);
      if (!name.isEmpty() && name.indexOf('$') < 0 && !name.equals("<<") && !known.contains(name)) {
        findings.add(
            NAME,
            file,
            node,
            "no " + kind + " is called '" + name + "'",
            known.isEmpty() ? "declare it in '" + section + "'" : Suggestion.useOneOf(name, known));
      }
    }

    private void build(YamlNode build) {
      YamlNode node = build.get("context").orElse(build);
      String context =
          build.isMapping() && build.get("context").isEmpty() ? "." : node.text().orElse("");
      if (context.indexOf('$') >= 0
          || context.indexOf(':') >= 0
          || context.startsWith("/")
          || context.startsWith("~")) {
        return;
      }
      Optional<String> directory = FileSet.resolve(file.directory(), context);
      if (directory.isEmpty() || context.isEmpty()) {
        return;
      }
      if (!project.files().isDirectory(directory.get())) {
        missing(node, "directory '" + directory.get() + "' not found");
        return;
      }
      Optional<YamlNode> named = build.get("dockerfile");
      if (build.get("dockerfile_inline").isPresent()) {
        return;
      }
      String name = named.flatMap(YamlNode::text).orElse("Dockerfile");
      Optional<SourceFile> docker =
          FileSet.resolve(directory.get(), name).flatMap(path -> project.files().file(path));
      boolean isPlain = name.indexOf('$') < 0 && !name.startsWith("/");
      if (docker.isEmpty() && isPlain) {
        String path = FileSet.resolve(directory.get(), name).orElse(name);
        missing(named.orElse(node), "file '" + path + "' not found");
      }
      docker.ifPresent(found -> build.get("target").ifPresent(target -> stage(target, found)));
    }

    /** A file of variables that git ignores is one that each person has. */
    private void variables(YamlNode node) {
      for (YamlNode one : node.items().isEmpty() ? List.of(node) : node.items()) {
        YamlNode name = one.get("path").orElse(one);
        boolean isNeeded =
            one.get("required").flatMap(YamlNode::text).filter("false"::equals).isEmpty();
        String text = name.text().orElse("");
        Optional<String> path =
            text.isEmpty() || text.indexOf('$') >= 0 || text.startsWith("/") || text.startsWith("~")
                ? Optional.empty()
                : FileSet.resolve(file.directory(), text);
        boolean isMissing =
            path.filter(full -> project.files().file(full).isEmpty())
                .filter(full -> !IgnoredPaths.of(project).has(full))
                .filter(
                    full ->
                        EXAMPLES.stream()
                            .noneMatch(end -> project.files().file(full + end).isPresent()))
                .isPresent();
        boolean isPlain = !text.matches("(?:.*/)?\\.env");
        if (isMissing && isNeeded && isPlain) {
          missing(name, "file '" + path.get() + "' not found");
        }
      }
    }

    /** A file that is mounted: where there is none, Docker makes a directory. */
    private void mounts(YamlNode volumes) {
      for (YamlNode one : volumes.items()) {
        mounted(one.get("source").orElse(one));
      }
    }

    private void mounted(YamlNode node) {
      String source = node.text().orElse("").replaceFirst(":.*", "");
      Optional<String> path =
          MOUNTED.matcher(source).matches()
              ? FileSet.resolve(file.directory(), source)
              : Optional.empty();
      boolean isMissing =
          path.filter(full -> !project.files().exists(full))
              .filter(full -> !IgnoredPaths.of(project).has(full))
              .filter(full -> !isMadeFrom(full))
              .isPresent();
      if (isMissing) {
        missing(node, "file '" + path.get() + "' not found");
      }
    }

    /** Whether people or programs make a file: from an example, or as another file says. */
    private boolean isMadeFrom(String path) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      return EXAMPLES.stream().anyMatch(end -> project.files().file(path + end).isPresent())
          || project.files().all().stream()
              .filter(other -> !COMPOSED.matcher(other.name()).matches())
              .anyMatch(other -> other.content().isText() && other.text().contains(name));
    }

    private void missing(YamlNode node, String problem) {
      if (!startsElsewhere()) {
        findings.add(FILE, file, node, problem, "add it, or correct the path");
      }
    }

    /**
     * Whether somebody names the folder in which its paths begin.
     *
     * @see <a
     *     href="https://docs.docker.com/reference/cli/docker/compose/#options">--project-directory</a>
     */
    private boolean startsElsewhere() {
      for (SourceFile other : project.files().all()) {
        Content content = other.content();
        boolean isNamed =
            content.mayHave(PROJECT_DIRECTORY)
                && content.isText()
                && content.text().contains(PROJECT_DIRECTORY)
                && content.text().contains(file.name());
        if (isNamed) {
          return true;
        }
      }
      return false;
    }

    private void stage(YamlNode target, SourceFile docker) {
      Set<String> stages = new TreeSet<>();
      for (Instruction instruction : Dockerfile.of(docker.content()).instructions()) {
        boolean isNamed = instruction.name().equals("FROM") && instruction.words().size() == 3;
        if (isNamed) {
          stages.add(instruction.words().get(2).text().toLowerCase(Locale.ROOT));
        }
      }
      String name = target.text().orElse("").toLowerCase(Locale.ROOT);
      boolean isPlain = !name.isEmpty() && name.indexOf('$') < 0 && !name.matches("\\d+");
      if (isPlain && !stages.contains(name)) {
        findings.add(
            NAME,
            file,
            target,
            docker.path() + " has no stage '" + name + "'",
            stages.isEmpty() ? "remove it" : Suggestion.useOneOf(name, stages));
      }
    }
  }
}
