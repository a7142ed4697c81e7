package io.github.mlopsmaven.template;

import io.github.mlopsmaven.problem.UsageException;
import java.util.regex.Pattern;

/**
 * The name of a project: of its folder and of its repository.
 *
 * <p>The rule is the narrowest of what GitHub, Azure Repos and the file systems of Windows, macOS
 * and Linux allow: 1 to 64 letters, digits, {@code .}, {@code _} and {@code -}, beginning with a
 * letter or a digit, not ending in {@code .}, {@code .git} or {@code .wiki}, and no name that
 * Windows or a hosting service keeps for itself.
 *
 * @param text the name
 */
public record ProjectName(String text) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?");

  /**
   * What the hosting services keep for themselves. Source: GitHub's refusal of {@code .wiki}, and
   * "Naming restrictions and conventions" of Azure DevOps.
   */
  private static final Pattern HOSTS =
      Pattern.compile(
          "(?i).*\\.(?:git|wiki)|app_(?:browsers|code|data|globalresources|localresources|themes"
              + "|webresources)|bin|web|web\\.config|server|signalr|defaultcollection");

  /**
   * Reads what a person typed.
   *
   * @param text the name
   * @throws UsageException if it does not follow the rule
   */
  public static ProjectName parse(String text) {
    if (!FORM.matcher(text).matches() || text.endsWith(".")) {
      throw new UsageException(
          "projectName '" + text + "' cannot be the name of a folder and a repository everywhere",
          "use 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit:"
              + " -Dmlops.projectName="
              + repaired(text));
    }
    if (HOSTS.matcher(text).matches() || DEVICE.matcher(text).matches()) {
      throw new UsageException(
          "projectName '" + text + "' is reserved by a hosting service or by Windows",
          "use another: -Dmlops.projectName=my-project");
    }
    return new ProjectName(text);
  }

  private static String repaired(String text) {
    String plain =
        text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
    return plain.isEmpty() ? "my-project" : plain.substring(0, Math.min(64, plain.length()));
  }

  @Override
  public String toString() {
    return text;
  }
}
