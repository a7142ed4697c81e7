package io.github.mlopsmaven.template;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's own copy of the pipeline templates, at one state.
 *
 * @param type where Azure Pipelines finds it; empty means the same kind of host as the template
 *     says
 * @param repository {@code OWNER/REPO} on GitHub; {@code PROJECT/REPO}, or {@code REPO} of the same
 *     project, on Azure DevOps
 * @param ref a branch, a tag or a full commit id; a full name such as {@code refs/tags/v1} is kept
 * @param endpoint the name of the service connection that Azure Pipelines reads GitHub with; empty
 *     means the one that the template names
 */
public record PipelineTemplatesTarget(
    Optional<Type> type, String repository, String ref, Optional<String> endpoint) {

  private static final Pattern FORM =
      Pattern.compile("(?:(github|git):)?([^@:]+)@(.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern GITHUB_NAME =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?/[A-Za-z0-9._-]+");

  /** Azure DevOps allows spaces inside a project's and a repository's name. */
  private static final Pattern AZURE_NAME =
      Pattern.compile("(?:[\\w.-](?:[\\w. -]*[\\w.-])?/)?[\\w.-](?:[\\w. -]*[\\w.-])?");

  /** What git refuses in a ref, and what would end a word of YAML. */
  private static final Pattern BAD_REF =
      Pattern.compile(
          "[^\\x21-\\x7E]|[~^:?*\\[\\\\'\"#{}!&|<>,;`$()%]|\\.\\.|//|^[-/.@]|[/.]$|\\.lock$|/\\.");

  private static final Pattern ENDPOINT = Pattern.compile("[\\w.-](?:[\\w .()-]*[\\w.)-])?");

  /** The kind of host. */
  public enum Type {
    /** A repository on GitHub. */
    GITHUB,
    /** A repository of Azure Repos. */
    GIT;

    /** The word that Azure Pipelines uses. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads what a person typed.
   *
   * @param text {@code OWNER/REPO@REF}, optionally with {@code github:} or {@code git:} before it
   * @throws UsageException if it has another form
   */
  public static PipelineTemplatesTarget parse(String text) {
    requireNoSecret(text);
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw refused(text);
    }
    Optional<Type> type =
        Optional.ofNullable(form.group(1)).map(word -> Type.valueOf(word.toUpperCase(Locale.ROOT)));
    String repository = form.group(2);
    Pattern name = type.filter(Type.GIT::equals).isPresent() ? AZURE_NAME : GITHUB_NAME;
    boolean readable =
        name.matcher(repository).matches()
            || (type.isEmpty()
                && repository.indexOf('/') > 0
                && AZURE_NAME.matcher(repository).matches());
    if (!readable || BAD_REF.matcher(form.group(3)).find()) {
      throw refused(text);
    }
    String ref = form.group(3).replaceFirst("^(?=(?:heads|tags)/)", "refs/");
    return new PipelineTemplatesTarget(type, repository, ref, Optional.empty());
  }

  /**
   * Reads what a person typed, with the connection that it is read through.
   *
   * @param text as {@link #parse} takes it, if given
   * @param endpoint the name of a service connection, if given
   * @throws UsageException if one has another form, or the connection stands alone
   */
  public static Optional<PipelineTemplatesTarget> parse(
      Optional<String> text, Optional<String> endpoint) {
    if (text.isEmpty() && endpoint.isPresent()) {
      throw new UsageException(
          "pipelineTemplatesEndpoint is given without pipelineTemplates",
          "add -Dmlops.pipelineTemplates=github:OWNER/REPO@REF");
    }
    return text.map(PipelineTemplatesTarget::parse)
        .map(target -> endpoint.map(target::withEndpoint).orElse(target));
  }

  /** It is written into the project's files and its lock, and shown. */
  private static void requireNoSecret(String text) {
    if (!Redaction.redact(text).equals(text)) {
      throw new UsageException(
          "pipelineTemplates '" + Redaction.redact(text) + "' has a token or a password in it",
          "omit it; use OWNER/REPO@REF, such as contoso/mlops-templates@main");
    }
  }

  private static UsageException refused(String text) {
    return new UsageException(
        "pipelineTemplates '" + text + "' does not name a repository and a ref",
        "use OWNER/REPO@REF, such as contoso/mlops-templates@main, with git: before it for"
            + " PROJECT/REPO of Azure Repos or github: for GitHub");
  }

  /**
   * The same repository, read through a service connection.
   *
   * @param name the connection's name in Azure DevOps
   * @throws UsageException if no connection can have that name
   */
  public PipelineTemplatesTarget withEndpoint(String name) {
    requireNoSecret(name);
    if (!ENDPOINT.matcher(name).matches()) {
      throw new UsageException(
          "'" + name + "' is not a name of a service connection",
          "use letters, digits, spaces, '.', '-', '_' and parentheses, such as github-connection");
    }
    return new PipelineTemplatesTarget(type, repository, ref, Optional.of(name));
  }

  /** The ref as {@code uses:} of a GitHub workflow takes it: a branch, a tag or a commit id. */
  public String shortRef() {
    return ref.replaceFirst("^refs/(?:heads|tags)/", "");
  }

  /** As it is typed: {@code git:PROJECT/REPO@REF}. */
  @Override
  public String toString() {
    return type.map(kind -> kind.word() + ":").orElse("") + repository + "@" + ref;
  }
}
