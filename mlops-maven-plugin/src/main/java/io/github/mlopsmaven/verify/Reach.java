package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.bounds.Bounded;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which files a repository itself runs, uses or makes something of. What lies in it beside that is
 * a sample, a fixture, an exercise or a copy: there the same mistake may be meant, and stops
 * nobody.
 *
 * <p>It begins at what services and tools look for in its place, and goes on to what each file
 * names. In doubt a file is reached.
 */
final class Reach {

  /** A project that was made from a template: whatever it has is there to be run. */
  static final Reach ALL = new Reach(null);

  /** What tools look for in a folder that they are given. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?i)(?:Dockerfile(?:\\..*)?|.*\\.Dockerfile|(?:docker-)?compose.*\\.ya?ml|Makefile|requirements.*\\.(?:txt|in)"
              + "|conda.*\\.ya?ml|environment.*\\.ya?ml|pyproject\\.toml|setup\\.(?:py|cfg)|tox\\.ini|noxfile\\.py|Pipfile"
              + "|package\\.json|action\\.ya?ml|azure\\.yaml|MLproject|dvc\\.yaml|main\\.bicep|.*\\.bicepparam|.*\\.tf(?:vars)?"
              + "|__init__\\.py|__main__\\.py)");

  /** What makes the packages beside it, or below {@code src}, a distribution. */
  private static final Set<String> BUILT_BY = Set.of("pyproject.toml", "setup.py", "setup.cfg");

  /**
   * Folders where people keep the pipelines of a repository; Azure Pipelines has no place for them.
   */
  private static final Pattern PIPELINES =
      Pattern.compile(
          "(?i)(?:.*[._-])?(?:\\w*pipelines?|\\w*devops|ado|ci|cd|ci-?cd|builds?|releases?|deploy(?:ment)?s?|ml-?ops|infra\\w*"
              + "|azure|azureml|aml|iac|ops|workflows?|templates?|stages|jobs|steps|variables|train(?:ing)?|\\.\\w+)(?:[._-].*)?");

  /** What lists the pages of a site, and runs none of them. */
  private static final Pattern SITE =
      Pattern.compile("(?i)(?:mkdocs|zensical|antora|docfx|_?toc|_config|_quarto)\\.\\w+");

  /** What is kept and no more used. */
  private static final Pattern ARCHIVE =
      Pattern.compile(
          "(?i)(?:^|/)[._-]*(?:archived?|archives|attic|deprecated|obsolete|graveyard)/");

  private static final Pattern TESTS = Pattern.compile("(?:tests?|testing)");

  /** A file that names more folders than that lists them. */
  private static final int MOST_BASES = 60;

  private final @Nullable Walk walk;

  private Reach(@Nullable Walk walk) {
    this.walk = walk;
  }

  /**
   * What the files of a repository reach. Nothing is looked for before somebody asks.
   *
   * @param files all files
   */
  static Reach of(FileSet files) {
    return new Reach(new Walk(files));
  }

  /**
   * Whether a file is reached.
   *
   * @param path the file; a path without a file counts as reached
   */
  boolean contains(String path) {
    return walk == null || walk.contains(path);
  }

  /** Whether a file is kept in an archive of the repository, for when nobody knows more. */
  boolean isArchived(String path) {
    return walk != null && ARCHIVE.matcher(path).find();
  }

  /** The walk through the files of one repository. */
  private static final class Walk {

    private final FileSet files;
    private final Map<String, Optional<String>> byName = new HashMap<>();
    private final Map<String, Set<String>> byDirectory = new HashMap<>();
    private final Set<String> reached = new HashSet<>();
    private final Deque<SourceFile> open = new ArrayDeque<>();
    private boolean isDone;
    private boolean isEnded;

    Walk(FileSet files) {
      this.files = files;
    }

    synchronized boolean contains(String path) {
      if (!isDone) {
        isDone = true;
        index();
        begin();
        while (!open.isEmpty()) {
          Bounded.requireTime("looking for what runs each file");
          follow(open.remove());
        }
        isEnded = true;
      }
      // Of a walk that was stopped nobody knows what it would have reached.
      return !isEnded || reached.contains(path) || files.file(path).isEmpty();
    }

    private void index() {
      for (SourceFile file : files.all()) {
        byName.merge(file.name(), Optional.of(file.path()), (one, other) -> Optional.empty());
        byDirectory
            .computeIfAbsent(file.directory(), any -> new LinkedHashSet<>())
            .add(file.path());
      }
    }

    private void begin() {
      for (SourceFile file : files.all()) {
        String path = file.path();
        boolean isAtRoot = path.indexOf('/') < 0;
        boolean isRead = Mentions.isDocument(file) || path.endsWith(".ipynb");
        boolean isFirst = isAtRoot && path.toLowerCase(Locale.ROOT).startsWith("readme");
        if (isFirst || (isAtRoot && !isRead) || (path.startsWith(".") && !isRead)) {
          reach(path);
        } else if (isPipelineInPlace(file)) {
          reach(path);
        }
      }
      if (files.file("azure.yaml").isPresent()) {
        directory("infra");
      }
    }

    /** It is where pipelines are, or it names files as they are seen from the root. */
    private boolean isPipelineInPlace(SourceFile file) {
      boolean mayBe = file.path().endsWith(".yml") || file.path().endsWith(".yaml");
      if (!mayBe || file.kind() != FileKind.AZURE_PIPELINE) {
        return false;
      }
      boolean isAmongPipelines = true;
      for (String segment : file.directory().split("/", -1)) {
        isAmongPipelines &= PIPELINES.matcher(segment).matches();
      }
      return isAmongPipelines || namesFromRoot(file);
    }

    private boolean namesFromRoot(SourceFile file) {
      for (String word : Mentions.in(file).words()) {
        if (word.indexOf('/') > 0
            && files.file(word).isPresent()
            && files.file(file.directory() + "/" + word).isEmpty()) {
          return true;
        }
      }
      return false;
    }

    private void reach(String path) {
      if (!ARCHIVE.matcher(path).find()) {
        add(path);
      }
    }

    private void add(String path) {
      Optional<SourceFile> file = files.file(path);
      if (file.isPresent() && reached.add(path)) {
        open.add(file.get());
      }
    }

    private void follow(SourceFile file) {
      if (SITE.matcher(file.name()).matches()) {
        return;
      }
      Mentions mentions = Mentions.in(file);
      Set<String> bases = bases(file, mentions.words());
      for (String word : mentions.words()) {
        word(word, bases);
      }
      for (String name : mentions.imports()) {
        imported(file, name, bases);
      }
      for (String word : mentions.tests()) {
        tests(word, bases);
      }
      beside(file, !mentions.tests().isEmpty());
    }

    /** Where paths may start: the root, each folder above the file, and those that it names. */
    private Set<String> bases(SourceFile file, Collection<String> words) {
      Set<String> bases = new LinkedHashSet<>();
      for (String at = file.directory(); !at.isEmpty(); at = parent(at)) {
        bases.add(at);
      }
      bases.add("");
      for (String start : List.copyOf(bases)) {
        for (String word : words) {
          int star = word.indexOf('*');
          String named =
              star < 0 ? word : word.substring(0, Math.max(0, word.lastIndexOf('/', star)));
          if (bases.size() < MOST_BASES && !named.isEmpty()) {
            FileSet.resolve(start, named).filter(byDirectory::containsKey).ifPresent(bases::add);
          }
        }
      }
      return bases;
    }

    private void word(String word, Set<String> bases) {
      boolean isFound = false;
      for (String base : bases) {
        Optional<String> path = FileSet.resolve(base, word);
        if (path.isPresent() && files.file(path.get()).isPresent()) {
          // An archived file is used only by those who name its folder.
          if (ARCHIVE.matcher(word).find()) {
            add(path.get());
          } else {
            reach(path.get());
          }
          isFound = true;
        } else if (path.isPresent() && !path.get().isEmpty()) {
          matching(path.get());
          directory(path.get());
        }
        isFound |= word.indexOf('/') < 0 && word.indexOf('.') > 0 && module(base, word);
      }
      if (!isFound && word.indexOf('.') > 0) {
        // Where it is seen from is in a variable: there is only one that it can be.
        String name = word.substring(word.lastIndexOf('/') + 1);
        byName
            .getOrDefault(name, Optional.empty())
            .filter(path -> path.equals(word) || path.endsWith("/" + word))
            .ifPresent(this::reach);
      }
    }

    /** Each file of one folder that a path with a star stands for. */
    private void matching(String path) {
      int star = path.indexOf('*');
      if (star < 0 || path.contains("**") || path.indexOf('/', star) >= 0) {
        return;
      }
      String before = path.substring(0, star);
      String after = path.substring(path.lastIndexOf('*') + 1);
      for (String beside : byDirectory.getOrDefault(parent(path), Set.of())) {
        if (!after.isEmpty() && beside.startsWith(before) && beside.endsWith(after)) {
          reach(beside);
        }
      }
    }

    /** A tool that is given a folder looks for its own files in it. */
    private void directory(String path) {
      for (String file : byDirectory.getOrDefault(path, Set.of())) {
        if (ENTRY.matcher(file.substring(path.length() + 1)).matches()) {
          reach(file);
        }
      }
    }

    private void imported(SourceFile file, String name, Set<String> bases) {
      int dots = 0;
      while (dots < name.length() && name.charAt(dots) == '.') {
        dots++;
      }
      if (dots > 0) {
        String from = file.directory();
        for (int i = 1; i < dots; i++) {
          from = parent(from);
        }
        module(from, name.substring(dots));
        return;
      }
      for (String base : bases) {
        if (!module(base, name)) {
          module(base.isEmpty() ? "src" : base + "/src", name);
        }
      }
    }

    /** A module, with the packages that it is in; of a name behind it, the module. */
    private boolean module(String base, String name) {
      String path = (base.isEmpty() ? "" : base + "/") + name.replace('.', '/');
      boolean isFound = false;
      while (path.length() > base.length()) {
        boolean isModule =
            files.file(path + ".py").isPresent() || files.file(path + "/__init__.py").isPresent();
        reach(path + ".py");
        reach(path + "/__init__.py");
        isFound |= isModule;
        path = parent(path);
      }
      return isFound;
    }

    /** Whoever runs tests runs all that are in a folder. */
    private void tests(String word, Set<String> bases) {
      for (String base : bases) {
        FileSet.resolve(base, word)
            .filter(path -> !path.isEmpty() && byDirectory.containsKey(path))
            .ifPresent(this::below);
      }
    }

    private void below(String directory) {
      for (String path : files.paths()) {
        if (path.startsWith(directory + "/") && path.endsWith(".py")) {
          reach(path);
        }
      }
    }

    /** What goes with a file, whether it names it or not. */
    private void beside(SourceFile file, boolean runsTests) {
      String directory = file.directory();
      String at = directory.isEmpty() ? "" : directory + "/";
      if (file.kind() == FileKind.TERRAFORM) {
        for (String other : byDirectory.getOrDefault(directory, Set.of())) {
          if (other.endsWith(".tf") || other.endsWith(".auto.tfvars")) {
            reach(other);
          }
        }
      }
      boolean isBuilt = BUILT_BY.contains(file.name());
      if (isBuilt || runsTests) {
        for (String folder : byDirectory.keySet()) {
          boolean isHere = parent(folder).equals(directory) && !folder.isEmpty();
          boolean isPackage =
              isBuilt
                  && files.file(folder + "/__init__.py").isPresent()
                  && (isHere || parent(folder).equals(at + "src"));
          boolean isTested =
              runsTests && isHere && TESTS.matcher(folder.substring(at.length())).matches();
          if (isPackage || isTested) {
            below(folder);
          }
        }
      }
    }

    private static String parent(String path) {
      return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
  }
}
