package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.adopt.AdoptRequest;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.update.PlannedUpdate;
import io.github.mlopsmaven.update.TemplateLog;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that read a template have in common: where it is and how it is reached. */
abstract class AbstractTemplateMojo extends AbstractFetchingMojo {

  /** How many of the template\'s commits a pull request names. */
  private static final int COMMITS = 30;

  /**
   * The template to read: {@code builtin} (the default, which comes with this plugin), {@code
   * azure} (= {@code https://github.com/Azure/mlops-project-template}), a git URL ({@code https},
   * {@code http}, {@code ssh}, {@code git}, {@code file} or {@code git@HOST:PATH}), a folder, or
   * Maven coordinates {@code groupId:artifactId[:extension[:classifier]]:version}.
   *
   * <p>A folder that is a git work tree is used as it is on disk, without the files that git
   * ignores.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.template")
  private @Nullable String template;

  /**
   * The branch, tag or full commit id of a template that is in git. The default is the branch that
   * the repository's HEAD names. A full commit id always gives the same project.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.templateRef")
  private @Nullable String templateRef;

  /**
   * The id of the {@code <server>} in {@code settings.xml} whose user name and password (or token
   * as password, without a user name) the template is read with. The default is the server whose id
   * is the host, as in {@code github.com}, or {@code host:port}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "mlops.templateServerId")
  private @Nullable String templateServerId;

  /** The login that the template is read with, if one is named. */
  final Optional<String> login() {
    return said("templateServerId", templateServerId);
  }

  final TemplateSource templateSource(Wiring wiring) {
    return templateSource(wiring, template, templateRef, templateServerId);
  }

  /** The template as it was named; empty where it was not. */
  final Optional<String> templateName() {
    return text("template", template, "project_template_github_url");
  }

  /** The login for templates, if it is not the host's. */
  final Optional<String> templateServerId() {
    return said("templateServerId", templateServerId);
  }

  /** The state of it that was named. */
  final Optional<String> templateRef() {
    return text("templateRef", templateRef, "template_ref");
  }

  /**
   * The state of a project's template that is asked for: the template that is named, else the one
   * that the lock names; the ref that is named, else the branch or tag of the lock.
   *
   * @param lock what the project came from
   * @return empty where the lock does not say where the template is
   */
  final Optional<TemplateSource> newest(Wiring wiring, ProjectLock lock) {
    Optional<String> named = text("template", template, "project_template_github_url");
    Optional<String> ref = text("templateRef", templateRef, "template_ref");
    return named
        .or(() -> TemplateLocation.recorded(lock.origin()))
        .map(
            text ->
                source(
                    wiring,
                    text,
                    ref.or(() -> branch(lock).filter(name -> named.isEmpty())),
                    said("templateServerId", templateServerId)));
  }

  /**
   * The very state of a project's template that its lock names.
   *
   * @return empty where it cannot be had again
   */
  final Optional<TemplateSource> recorded(Wiring wiring, ProjectLock lock) {
    Optional<String> serverName = said("templateServerId", templateServerId);
    if (lock.origin().template().equals(BuiltinTemplate.NAME)) {
      return lock.origin().version().map(wiring.templates()::builtin);
    }
    return TemplateLocation.recorded(lock.origin())
        .or(
            () ->
                text("template", template, "project_template_github_url")
                    .filter(named -> lock.origin().commit().isPresent()))
        .map(text -> source(wiring, text, lock.origin().commit(), serverName));
  }

  /**
   * The template that a project is compared with, at one commit.
   *
   * @param commit its full id
   */
  final Optional<TemplateSource> pinned(Wiring wiring, ProjectLock lock, String commit) {
    return text("template", template, "project_template_github_url")
        .or(() -> TemplateLocation.recorded(lock.origin()))
        .map(
            text ->
                source(
                    wiring, text, Optional.of(commit), said("templateServerId", templateServerId)));
  }

  /** How far the template of a project has gone on. */
  final TemplateAge age(Wiring wiring, ProjectLock lock) {
    Optional<String> named = text("template", template, "project_template_github_url");
    Optional<String> ref = text("templateRef", templateRef, "template_ref");
    Optional<String> where = named.or(() -> TemplateLocation.recorded(lock.origin()));
    if (where.isEmpty()) {
      return TemplateAge.UNKNOWN;
    }
    Optional<String> below = TemplateLocation.subdirectory(where.get());
    String whole =
        below
            .map(path -> where.get().substring(0, where.get().length() - path.length() - 2))
            .orElse(where.get());
    return wiring
        .templates()
        .age(
            TemplateLocation.parse(whole, currentDirectory()),
            ref.or(() -> branch(lock).filter(name -> named.isEmpty())),
            said("templateServerId", templateServerId));
  }

  /** The templates that a project may have come from, with all their states. */
  final List<AdoptRequest.Template> histories(Wiring wiring) {
    Optional<String> named = text("template", template, "project_template_github_url");
    Optional<String> ref = text("templateRef", templateRef, "template_ref");
    Optional<String> serverName = said("templateServerId", templateServerId);
    List<String> texts = named.map(List::of).orElse(List.of("azure", BuiltinTemplate.NAME));
    return texts.stream()
        .map(
            text ->
                new AdoptRequest.Template(
                    text,
                    () ->
                        wiring
                            .templates()
                            .history(
                                location(text),
                                ref.filter(name -> !text.equals(BuiltinTemplate.NAME)),
                                serverName)))
        .toList();
  }

  private TemplateLocation location(String text) {
    if (TemplateLocation.subdirectory(text).isPresent()) {
      throw new UsageException(
          "template '"
              + text
              + "' is one of several in a repository, whose"
              + " history cannot be separated",
          "generate a project from it with mlops:generate and move your files there");
    }
    return TemplateLocation.parse(text, currentDirectory());
  }

  /**
   * What the commits of a template say.
   *
   * @param url as a lock has it, with the directory of the template in it
   */
  final TemplateLog log(Wiring wiring, String url) {
    String whole =
        TemplateLocation.subdirectory(url)
            .map(path -> url.substring(0, url.length() - path.length() - 2))
            .orElse(url);
    return wiring.templates().log(whole, said("templateServerId", templateServerId));
  }

  /** The template's commits that an update takes over; none where nobody knows. */
  final List<String> commits(Wiring wiring, PlannedUpdate planned) {
    TemplateOrigin before = planned.before().origin();
    TemplateOrigin after = planned.after().origin();
    return before.commit().isEmpty() || after.commit().isEmpty() || after.url().isEmpty()
        ? List.of()
        : log(wiring, after.url().get())
            .between(before.commit().get(), after.commit().get(), COMMITS);
  }

  /** Why an update would go back to an older state of its template, if it does. */
  final Optional<String> older(Wiring wiring, PlannedUpdate planned) {
    return wiring
        .templates()
        .older(
            planned.before().origin(),
            planned.after().origin(),
            () -> age(wiring, planned.before()));
  }

  /** A commit id in place of a branch has nothing newer; the branch of the remote's HEAD has. */
  private static Optional<String> branch(ProjectLock lock) {
    return lock.origin().ref().filter(name -> !name.matches("[0-9a-f]{40}"));
  }
}
