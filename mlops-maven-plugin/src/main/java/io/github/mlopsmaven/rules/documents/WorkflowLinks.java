package io.github.mlopsmaven.rules.documents;

import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links of a project's documents to its workflows on GitHub: badges, and pages of runs.
 *
 * @param files the names of the files of workflows
 * @param names what the workflows are called
 * @param repositories what the links of the documents at the root name; where these are several,
 *     nobody knows which is the project
 * @see <a
 *     href="https://docs.github.com/actions/how-tos/monitor-workflows/add-a-status-badge">Status
 *     badges</a>
 */
record WorkflowLinks(Set<String> files, Set<String> names, Set<String> repositories) {

  private static final Pattern LINK =
      Pattern.compile(
          "https?://(?:github\\.com/([^/\\s]+/[^/\\s]+)/(?:actions/workflows/([\\w.-]+\\.ya?ml)(?:/badge\\.svg)?|workflows/([^/\\s]+)/badge\\.svg)|img\\.shields\\.io/github/actions/workflow/status/([^/\\s]+/[^/\\s]+)/([\\w.-]+\\.ya?ml))(?:[?#].*)?");

  WorkflowLinks {
    files = Set.copyOf(files);
    names = Set.copyOf(names);
    repositories = Set.copyOf(repositories);
  }

  static WorkflowLinks of(VerifiedProject project, Collection<SourceFile> documents) {
    Set<String> files = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    for (SourceFile file : project.files().of(FileKind.GITHUB_WORKFLOW)) {
      files.add(file.name());
      file.yaml()
          .root()
          .flatMap(root -> root.get("name"))
          .flatMap(YamlNode::text)
          .ifPresent(names::add);
    }
    Set<String> repositories = new TreeSet<>();
    for (SourceFile document : documents) {
      for (Markdown.Link link : Markdown.of(document.content()).links()) {
        Matcher matcher = LINK.matcher(link.target());
        boolean isOwn = document.directory().isEmpty() || document.directory().equals("docs");
        if (isOwn && matcher.matches()) {
          repositories.add(matcher.group(1) == null ? matcher.group(4) : matcher.group(1));
        }
      }
    }
    return new WorkflowLinks(files, names, repositories);
  }

  /**
   * What is wrong with a link.
   *
   * @param target where it leads
   * @return what is missing; empty where nothing is, or nobody can say
   */
  Optional<String> missing(String target) {
    Matcher matcher = LINK.matcher(target);
    if (files.isEmpty() || repositories.size() != 1 || !matcher.matches()) {
      return Optional.empty();
    }
    String repository = matcher.group(1) == null ? matcher.group(4) : matcher.group(1);
    if (!repositories.contains(repository)) {
      return Optional.empty();
    }
    String file = matcher.group(2) == null ? matcher.group(5) : matcher.group(2);
    String name = matcher.group(3) == null ? "" : matcher.group(3).replace("%20", " ");
    boolean isMissing =
        file == null ? name.indexOf('%') < 0 && !names.contains(name) : !files.contains(file);
    return isMissing ? Optional.of(file == null ? name : file) : Optional.empty();
  }
}
