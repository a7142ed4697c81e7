package io.github.mlopsmaven.rules.documents;

import io.github.mlopsmaven.rules.values.CopiedFiles;
import io.github.mlopsmaven.rules.values.OwnRoot;
import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileSet;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The relative links of documents lead somewhere. */
final class LinkCheck implements Check {

  static final Rule LINK =
      new Rule("document-link", Level.WARNING, "Broken relative link in a document");

  /** Whatever is no path of the repository. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*|//.*|.*[{}$<>|*\\\\].*", Pattern.DOTALL);

  /** Files of programs that make a site of documents; its addresses are not those of the files. */
  private static final Set<String> SITES =
      Set.of(
          "mkdocs.yml",
          "mkdocs.yaml",
          "_config.yml",
          "_toc.yml",
          "docusaurus.config.js",
          "docusaurus.config.ts",
          "book.toml",
          "_quarto.yml",
          "hugo.toml",
          "config.toml",
          "antora.yml",
          "docfx.json",
          "conf.py",
          "mint.json",
          "_Sidebar.md",
          "_sidebar.md",
          ".order");

  @Override
  public List<Rule> rules() {
    return List.of(LINK);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    List<SourceFile> documents =
        project.files().all().stream()
            .filter(
                file -> isMarkdown(file.path()) && !file.isVendored() && file.content().isText())
            .toList();
    if (documents.isEmpty()) {
      return;
    }
    WorkflowLinks workflows = WorkflowLinks.of(project, documents);
    boolean isSite = project.files().all().stream().anyMatch(file -> SITES.contains(file.name()));
    IgnoredPaths ignored = IgnoredPaths.of(project);
    for (SourceFile file : documents) {
      if (!file.text().contains("{%") && !CopiedFiles.isTemplate(file.path())) {
        OneFile one = new OneFile(project, file, isSite, ignored, workflows, findings);
        Markdown.of(file.content()).links().forEach(one::check);
      }
    }
  }

  private static boolean isMarkdown(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".md");
  }

  private record OneFile(
      VerifiedProject project,
      SourceFile file,
      boolean isSite,
      IgnoredPaths ignored,
      WorkflowLinks workflows,
      Findings findings) {

    void check(Markdown.Link link) {
      String target = link.target();
      workflows
          .missing(target)
          .ifPresent(
              name ->
                  add(
                      link,
                      "the link leads to the workflow '" + name + "', which is missing",
                      "correct the name, or remove the badge"));
      if (target.isEmpty() || ELSEWHERE.matcher(target).matches()) {
        return;
      }
      int hash = target.indexOf('#');
      String path =
          decoded((hash < 0 ? target : target.substring(0, hash)).replaceFirst("\\?.*", ""));
      String anchor = hash < 0 ? "" : decoded(target.substring(hash + 1));
      if (path.isEmpty()) {
        anchor(link, file, anchor);
        return;
      }
      Optional<String> full = FileSet.resolve(path.startsWith("/") ? "" : file.directory(), path);
      // Above the root are the pages of the service, such as issues.
      if (full.isEmpty() || full.get().isEmpty() || isOfSite(path)) {
        return;
      }
      boolean isPageOfWiki = project.file(full.get() + ".md").isPresent();
      if (isPageOfWiki) {
        return;
      }
      // A sample that becomes a repository begins its links there.
      boolean isOfOwnRoot =
          path.startsWith("/")
              && OwnRoot.candidates(project.files(), file.path()).stream()
                  .anyMatch(root -> project.files().exists(root + "/" + full.get()));
      if (isOfOwnRoot) {
        return;
      }
      if (project.files().exists(full.get())) {
        project
            .file(full.get())
            .filter(found -> isMarkdown(found.path()))
            .ifPresent(found -> anchor(link, found, anchor));
      } else if (!ignored.has(full.get())) {
        add(
            link,
            "the link leads to '" + full.get() + "', which is missing",
            "correct the link, or add the file");
      }
    }

    /** Addresses of a site have no extension, or that of a page, and may begin at its root. */
    private boolean isOfSite(String path) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      return isSite && (name.indexOf('.') < 0 || name.endsWith(".html") || path.startsWith("/"));
    }

    private void anchor(Markdown.Link link, SourceFile target, String anchor) {
      // Without letters and digits nothing can be compared; a line or a query is no heading.
      boolean isHeading =
          !Markdown.bare(anchor).isEmpty() && !anchor.matches("L\\d+.*|:~:.*") && !isSite;
      boolean isMade = target.text().contains(":::") || target.text().contains("[[_TOC_]]");
      if (isHeading && !isMade && !Markdown.of(target.content()).hasAnchor(anchor)) {
        add(
            link,
            "'" + target.path() + "' has no heading for '#" + anchor + "'",
            "correct the link, or add the heading");
      }
    }

    private static String decoded(String path) {
      try {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return path;
      }
    }

    private void add(Markdown.Link link, String problem, String remedy) {
      findings.add(LINK, file.path(), Position.of(file.text(), link.index()), problem, remedy);
    }
  }
}
