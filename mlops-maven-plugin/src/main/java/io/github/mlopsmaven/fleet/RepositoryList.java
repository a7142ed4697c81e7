package io.github.mlopsmaven.fleet;

import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with a git URL on each line; what follows {@code #} is a comment.
 *
 * @param members the repositories, in the order of the file
 */
public record RepositoryList(List<Member> members) implements FleetDirectory {

  private static final Pattern URL =
      Pattern.compile("(?i)(?:https?|ssh|git|file)://\\S+|[^@:/\\s]+@[^:/\\s]+:\\S+");

  private static final Pattern HTTP = Pattern.compile("(?i)(https?)://(?:[^/]*@)?([^/@]+)(/.*)?");

  /** Copies the list. */
  public RepositoryList {
    members = List.copyOf(members);
  }

  /**
   * Reads one.
   *
   * @param name what the file is called, for messages
   * @param text its content
   * @throws UsageException with every line that is not a URL, or is there twice
   */
  public static RepositoryList parse(String name, String text) {
    Mistakes mistakes = new Mistakes();
    List<Member> members = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("(?:^|\\s)#.*$", "").strip();
      String place = Place.inLine(name, i + 1, lines.get(i)) + ": ";
      if (line.isEmpty()) {
        continue;
      }
      if (!URL.matcher(line).matches()) {
        mistakes.add(
            new UsageException(
                place + "'" + Redaction.redact(line) + "' is not a git URL",
                "write https://HOST/OWNER/REPOSITORY.git or git@HOST:OWNER/REPOSITORY.git"));
      } else if (!seen.add(same(line))) {
        mistakes.add(
            new UsageException(
                place + Redaction.redact(line) + " is a duplicate", "remove one of them"));
      } else {
        members.add(new Member(shown(line), line, page(line), Optional.empty()));
      }
    }
    if (mistakes.isEmpty() && members.isEmpty()) {
      mistakes.add(
          new UsageException(
              name + " names no repository", "write a git URL on each line of the file"));
    }
    mistakes.refuse(name);
    return new RepositoryList(apart(members));
  }

  /** Two repositories never have one name: the short one is only for those that nobody shares. */
  private static List<Member> apart(List<Member> members) {
    Map<String, Integer> count = new HashMap<>();
    members.forEach(member -> count.merge(member.name(), 1, Integer::sum));
    return members.stream()
        .map(
            member ->
                count.getOrDefault(member.name(), 0) == 1
                    ? member
                    : new Member(
                        whole(member.url()), member.url(), member.page(), Optional.empty()))
        .toList();
  }

  /** The same for addresses that differ only in how they are written. */
  private static String same(String url) {
    Matcher parts = HTTP.matcher(url);
    return parts.matches()
        ? parts.group(1).toLowerCase(Locale.ROOT)
            + "://"
            + parts
                .group(2)
                .toLowerCase(Locale.ROOT)
                .replaceFirst(parts.group(1).equalsIgnoreCase("https") ? ":443$" : ":80$", "")
            + Optional.ofNullable(parts.group(3)).orElse("").replaceFirst("(?:\\.git)?/*$", "")
        : url;
  }

  /** With its host, without its scheme and its login. */
  private static String whole(String url) {
    return decoded(
        url.replaceFirst("(?:\\.git)?/*$", "")
            .replaceFirst("^[^:/]*://", "")
            .replaceFirst("^[^/]*@", "")
            .replace("/_git/", "/"));
  }

  /** The last two parts of its path; its host where it has none. */
  private static String shown(String url) {
    // A login ends at the last sign before the path: a password may have one too.
    String bare =
        url.replaceFirst("(?:\\.git)?/*$", "")
            .replaceFirst("^[^:/]*://[^/]*@", "//")
            .replaceFirst("^[^:/]*://", "//");
    String path = bare.replaceFirst("^[^@/]*@[^:/]*:|^//[^/]*/|^//", "");
    String[] parts = path.replace("/_git/", "/").split("/", -1);
    String last = parts[parts.length - 1];
    return decoded(parts.length == 1 ? last : parts[parts.length - 2] + "/" + last);
  }

  private static String decoded(String text) {
    return text.replace("%20", " ");
  }

  private static Optional<String> page(String url) {
    return url.startsWith("http")
        ? Optional.of(url.replaceFirst("(?<=://)[^/]*@", "").replaceFirst("\\.git$", ""))
        : Optional.empty();
  }
}
