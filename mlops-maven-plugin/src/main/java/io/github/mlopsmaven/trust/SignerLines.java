package io.github.mlopsmaven.trust;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of {@code allowed_signers} as {@code ssh-keygen} has them: commas between the options of a
 * key. JGit wants blanks there, and passes over a line that it cannot read, which nobody would
 * notice before a release; so each is read here first.
 */
final class SignerLines {

  private static final String OPTION =
      "(?:cert-authority|namespaces=\"[^\"]*\"|valid-(?:after|before)=\"\\d{8}(?:\\d{4}(?:\\d{2})?)?Z?\")";

  private static final Pattern LINE =
      Pattern.compile(
          "(?<who>\"[^\"]+\"|[^\\s\"]+)\\s+(?:(?<options>(?i:"
              + OPTION
              + ")(?:,(?i:"
              + OPTION
              + "))*)\\s+)?(?<key>(?:ssh-|ecdsa-|sk-)[\\w@.-]+\\s+AAAA[A-Za-z0-9+/]+={0,2})(?:\\s.*)?");

  private static final Pattern ONE = Pattern.compile("(?i)" + OPTION);

  private SignerLines() {}

  /**
   * The lines as JGit reads them.
   *
   * @throws UsageException with every line that is not one
   */
  static String forJGit(String signers) {
    Mistakes mistakes = new Mistakes();
    StringBuilder out = new StringBuilder();
    List<String> lines = signers.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        mistakes.add(
            new UsageException(
                "line " + (i + 1) + " of the SSH keys that a policy trusts is not a signer",
                "write PRINCIPAL ssh-ed25519 AAAA…, with options such as"
                    + " valid-before=\"20270101\" before the key, separated by commas"));
        continue;
      }
      out.append(parts.group("who"));
      if (parts.group("options") != null) {
        options(parts.group("options")).forEach(option -> out.append(' ').append(option));
      }
      out.append(' ').append(parts.group("key")).append('\n');
    }
    mistakes.refuse("the list of trusted SSH keys");
    return out.toString();
  }

  private static List<String> options(String text) {
    List<String> options = new ArrayList<>();
    Matcher each = ONE.matcher(text);
    while (each.find()) {
      options.add(each.group());
    }
    return options;
  }
}
