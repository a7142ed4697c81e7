package io.github.mlopsmaven.rules.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The languages of scripts that pipelines run, told from what only one of them has.
 *
 * @see <a
 *     href="https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about">About
 *     PowerShell</a>
 */
public enum ScriptLanguage {
  /** What bash and sh read. */
  BASH,
  /** What PowerShell reads. */
  POWERSHELL;

  /**
   * What a language has and another does not.
   *
   * @param index where it stands in the script
   * @param text what stands there
   */
  public record Sign(int index, String text) {}

  /** What bash has: the first group is the sign. */
  private static final List<Pattern> OF_BASH =
      List.of(
          Pattern.compile(
              "(?m)^[ \\t]*(export|source|unset|readonly|declare|local)[ \\t]+[\\w./\"$]"),
          Pattern.compile("(?m)^[ \\t]*(set[ \\t]+-[euxo]+)\\b"),
          Pattern.compile("(?m)^[ \\t]*((?:if|elif|while|until)[ \\t]+(?:![ \\t]+)?\\[\\[?)[ \\t]"),
          Pattern.compile("(?m)(;[ \\t]*(?:then|do))[ \\t]*$"),
          Pattern.compile("(?m)^[ \\t]*(fi|done|esac)[ \\t]*(?:$|[;|>])"),
          Pattern.compile("(?m)^[ \\t]*([A-Za-z_]\\w*=)(?![=~])"),
          Pattern.compile("(?m)[ \\t](\\\\)$"),
          Pattern.compile("(?m)[^<](<<-?[ \\t]*['\"]?[A-Z_]{2,}['\"]?)(?=[ \\t>|]|$)"),
          Pattern.compile(
              "(?<![\\\\'])(\\$\\{?GITHUB_(?:ENV|OUTPUT|PATH|STEP_SUMMARY)\\b}?)(?![^\\n]*=)"),
          Pattern.compile("(\\$\\{[A-Za-z_]\\w*(?:[#%/]|:[-=?+])[^}\\n]*})"));

  /** What only the programs of Linux and macOS know. */
  private static final List<Pattern> OF_UNIX =
      List.of(
          Pattern.compile("(?m)^[ \\t]*(sudo|chmod|apt-get)[ \\t]"),
          Pattern.compile("(?m)^[ \\t]*(rm[ \\t]+-(?:rf|fr))[ \\t]"),
          Pattern.compile("(?m)\\d?>[ \\t]*(/dev/null)\\b"));

  /** What PowerShell has. */
  private static final List<Pattern> OF_POWERSHELL =
      List.of(
          Pattern.compile("(\\$env:\\w+)"),
          Pattern.compile(
              "(?m)^[ \\t]*((?:Write-(?:Host|Output|Error|Warning|Verbose)|Get-(?:Content|ChildItem|Item|Date|Location|Command)|Set-(?:Content|Location|Item|Variable)|New-(?:Item|Object)|Remove-Item|Copy-Item|Move-Item|Test-Path|Join-Path|Invoke-(?:WebRequest|RestMethod|Expression)|Import-Module|Install-Module|Expand-Archive|Compress-Archive|Start-(?:Process|Sleep)))(?![\\w-])"),
          Pattern.compile("(?m)^[ \\t]*(\\$[A-Za-z_]\\w*[ \\t]+=)[ \\t]+[\"'(@\\[$A-Za-z]"));

  /** Another program reads a part of the script, or it is put together. */
  private static final Pattern MIXED =
      Pattern.compile(
          "@['\"]|\\b(?:wsl|perl|node|php|ruby|awk|sed)\\b|\\b(?:bash|sh|pwsh|powershell|cmd)(?:\\.exe)?[ \\t]+[-/]\\w");

  /** A variable that is no variable of the environment in PowerShell. */
  private static final Pattern READ =
      Pattern.compile("(?<![`'])(\\$\\{?([A-Z_][A-Z0-9_]*)}?)(?![\\w:])");

  private static final Pattern QUOTED = Pattern.compile("'[^'\n]*'");

  private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*#.*$");

  /**
   * The first thing in a script that its language does not have.
   *
   * @param text the script
   * @param isWindows whether it runs on Windows
   * @return empty where it may be a script of this language
   */
  public Optional<Sign> foreign(String text, boolean isWindows) {
    boolean hasDocument = this == BASH && text.contains("<<");
    if (MIXED.matcher(text).find() || hasDocument) {
      return Optional.empty();
    }
    String code = COMMENT.matcher(text).replaceAll(comment -> " ".repeat(comment.group().length()));
    List<Pattern> patterns = new ArrayList<>(this == BASH ? OF_POWERSHELL : OF_BASH);
    if (this == POWERSHELL && isWindows) {
      patterns.addAll(OF_UNIX);
    }
    Optional<Sign> first = Optional.empty();
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(code);
      boolean isFirst =
          matcher.find() && first.filter(one -> one.index() <= matcher.start(1)).isEmpty();
      if (isFirst) {
        first = Optional.of(new Sign(matcher.start(1), matcher.group(1).strip()));
      }
    }
    return first;
  }

  /**
   * Where a script of PowerShell reads a variable of the environment as bash does: {@code $NAME},
   * which is another variable there.
   *
   * @param text the script
   * @param names the variables of the environment
   */
  public static Optional<Sign> environment(String text, Set<String> names) {
    String code = QUOTED.matcher(text).replaceAll(found -> " ".repeat(found.group().length()));
    Matcher read = READ.matcher(MIXED.matcher(text).find() ? "" : code);
    while (read.find()) {
      String name = read.group(2);
      boolean isSet =
          Pattern.compile(
                  "(?i)\\$"
                      + name
                      + "\\s*[+]?=|\\b"
                      + name
                      + "\\s*[,)]|\\(\\s*\\$"
                      + name
                      + "\\s+in\\b")
              .matcher(text)
              .find();
      if (names.contains(name) && !isSet) {
        return Optional.of(new Sign(read.start(1), read.group(1)));
      }
    }
    return Optional.empty();
  }

  /** What people call it. */
  public String displayName() {
    return this == BASH ? "bash" : "PowerShell";
  }
}
