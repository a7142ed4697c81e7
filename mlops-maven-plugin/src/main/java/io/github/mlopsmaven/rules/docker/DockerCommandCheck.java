package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The file or module that a container runs is what its Dockerfile copied there. Nothing is said
 * where anything else may have put files into the image.
 */
final class DockerCommandCheck {

  static final Rule COMMAND =
      new Rule(
          "docker-command",
          Level.WARNING,
          "Command of a container that runs what its image does not have");

  /** Commands that may put files into an image, or make modules known that lie elsewhere. */
  private static final Pattern PUTS =
      Pattern.compile(
          "\\b(?:git|curl|wget|unzip|tar|cp|mv|ln|dvc|az|aws|gsutil|rsync|touch|tee)\\b"
              + "|\\binstall\\b[^&;]*\\s(?:-e\\b|--editable\\b|\\.{1,2}(?:/\\S*)?(?=\\s|$)|/\\S+)|setup\\.py|>");

  private static final Set<String> SERVERS = Set.of("uvicorn", "gunicorn", "hypercorn");

  private static final Pattern MODULE = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*");

  private static final Pattern PYTHON = Pattern.compile("python(?:3(?:\\.\\d+)?)?");

  /** What a {@code COPY} puts where. */
  private record Copied(String from, String to) {}

  private final VerifiedProject project;
  private final SourceFile file;
  private final String context;
  private final Findings findings;
  private final List<Copied> copied = new ArrayList<>();
  private Instruction.Word runs = new Instruction.Word("", 0);
  private String directory = "/";
  private boolean isOpen;
  private boolean hasPath;

  DockerCommandCheck(VerifiedProject project, SourceFile file, String context, Findings findings) {
    this.project = project;
    this.file = file;
    this.context = context;
    this.findings = findings;
  }

  void check() {
    Dockerfile docker = Dockerfile.of(file.content());
    for (Instruction instruction : docker.lastStage()) {
      switch (instruction.name()) {
        case "WORKDIR" -> instruction.words().forEach(word -> enter(word.text()));
        case "COPY", "ADD" -> copy(instruction);
        case "RUN" -> isOpen |= PUTS.matcher(instruction.text()).find();
        case "ENV" -> hasPath |= instruction.text().toUpperCase(Locale.ROOT).contains("PATH");
        case "VOLUME", "ONBUILD" -> isOpen = true;
        default -> {}
      }
    }
    if (!isOpen && !copied.isEmpty()) {
      command(docker.command());
    }
  }

  private void enter(String path) {
    isOpen |= path.indexOf('$') >= 0;
    directory = absolute(path);
  }

  private String absolute(String path) {
    String whole = path.startsWith("/") ? path : directory + "/" + path;
    return "/" + BuildContext.inside(whole);
  }

  private void copy(Instruction instruction) {
    List<Instruction.Word> words = instruction.words();
    boolean isPlain =
        words.size() > 1
            && !instruction.hasHereDocument()
            && instruction.flags().stream().noneMatch(flag -> flag.text().startsWith("--from"))
            && words.stream().noneMatch(word -> word.text().matches(".*[$*?\\[:].*"));
    if (!isPlain) {
      isOpen = true;
      return;
    }
    String to = words.get(words.size() - 1).text();
    boolean isFolder = to.endsWith("/") || to.equals(".") || words.size() > 2;
    for (Instruction.Word word : words.subList(0, words.size() - 1)) {
      Optional<String> from = FileSet.resolve(context, BuildContext.inside(word.text()));
      boolean isFile = from.flatMap(project::file).isPresent();
      isOpen |= from.isEmpty() || !(isFile || isDirectory(from.get()));
      if (from.isPresent()) {
        String name = from.get().substring(from.get().lastIndexOf('/') + 1);
        String place = absolute(to);
        copied.add(new Copied(from.get(), isFile && isFolder ? below(place, name) : place));
      }
    }
  }

  private boolean isDirectory(String path) {
    return path.isEmpty() || project.files().isDirectory(path);
  }

  private static String below(String directory, String name) {
    return directory.equals("/") ? "/" + name : directory + "/" + name;
  }

  private void command(List<Instruction.Word> words) {
    List<String> texts = words.stream().map(word -> word.text().replaceAll("[\"']", "")).toList();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      runs = words.get(i);
      String program = text.substring(text.lastIndexOf('/') + 1);
      if (text.indexOf('$') >= 0 || text.equals("-c") || text.equals("&&") || text.equals("cd")) {
        return;
      } else if (SERVERS.contains(program)) {
        server(words, texts, i + 1);
        return;
      } else if (PYTHON.matcher(program).matches()) {
        python(words, texts, i + 1);
        return;
      } else if (i == 0 && text.matches("(?:\\.{0,2}/)?[\\w./-]+\\.(?:sh|py)")) {
        script(text);
        return;
      }
    }
  }

  private void python(List<Instruction.Word> words, List<String> texts, int from) {
    int at = from;
    while (at < texts.size() && texts.get(at).matches("-[bBdEiIOqsSuvx]+")) {
      at++;
    }
    boolean isModule = at + 1 < texts.size() && texts.get(at).equals("-m");
    if (isModule) {
      runs = words.get(at + 1);
      boolean isServer = SERVERS.contains(texts.get(at + 1));
      if (isServer) {
        server(words, texts, at + 2);
      } else {
        module(texts.get(at + 1));
      }
    } else if (at < texts.size() && texts.get(at).endsWith(".py")) {
      runs = words.get(at);
      script(texts.get(at));
    }
  }

  private void server(List<Instruction.Word> words, List<String> texts, int from) {
    boolean isElsewhere =
        texts.stream().anyMatch(text -> text.startsWith("--app-dir") || text.contains("chdir"));
    for (int i = from; i < texts.size() && !isElsewhere; i++) {
      String text = texts.get(i);
      boolean isValue = texts.get(i - 1).startsWith("-") && texts.get(i - 1).indexOf('=') < 0;
      int colon = text.indexOf(':');
      if (!isValue && !text.startsWith("-") && colon > 0) {
        runs = words.get(i);
        module(text.substring(0, colon));
        return;
      }
    }
  }

  private void script(String path) {
    String whole = absolute(path);
    String name = whole.substring(whole.lastIndexOf('/') + 1);
    boolean isOfProject =
        project.files().paths().stream()
            .anyMatch(one -> one.equals(name) || one.endsWith("/" + name));
    if (!has(whole) && (isOfProject || hasFolder(whole))) {
      add("the file " + whole);
    }
  }

  private void module(String name) {
    if (hasPath || !MODULE.matcher(name).matches()) {
      return;
    }
    String path = name.replace('.', '/');
    String whole = below(directory, path);
    boolean isThere =
        has(whole + ".py") || has(whole + "/__init__.py") || has(whole + "/__main__.py");
    boolean isOfProject =
        project.files().paths().stream()
            .anyMatch(one -> ("/" + one).endsWith("/" + path + ".py") && !one.contains("test"));
    boolean isInFolder = path.indexOf('/') > 0 && hasFolder(whole);
    if (!isThere && (isOfProject || isInFolder)) {
      add("the module " + name + ", and Python looks in " + directory);
    }
  }

  private void add(String what) {
    findings.add(
        COMMAND,
        file.path(),
        file.position(runs.index()),
        "the command runs " + what + ", where no COPY puts it",
        "copy it there, or correct the path");
  }

  /** Whether an image has a file of the project at a path. */
  private boolean has(String path) {
    return copied.stream()
        .anyMatch(
            one -> one.to().equals(path) || source(one, path).flatMap(project::file).isPresent());
  }

  /** Whether the folder of a path is one that was copied, or lies in one. */
  private boolean hasFolder(String path) {
    String folder = path.substring(0, path.lastIndexOf('/'));
    return !folder.isEmpty()
        && copied.stream()
            .anyMatch(
                one ->
                    source(one, folder)
                        .filter(found -> !found.isEmpty() && project.files().isDirectory(found))
                        .isPresent());
  }

  private Optional<String> source(Copied one, String path) {
    String start = one.to().equals("/") ? "/" : one.to() + "/";
    boolean isBelow = path.startsWith(start) || path.equals(one.to());
    return isBelow && isDirectory(one.from())
        ? FileSet.resolve(
            one.from(), path.length() < start.length() ? "." : path.substring(start.length()))
        : Optional.empty();
  }
}
