package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file of requirements, of pip or of conda, asks for.
 *
 * @param distributions the names, in the form that PyPI compares
 * @param included the files that it includes, from its own directory
 * @param isOpen whether it has an address or a directory, behind which any package may be
 * @param isLock whether it lists everything, and not only what is asked for
 * @param pins the versions that are asked for exactly, by name
 * @param mistakes what does not parse
 */
record Requirements(
    Set<String> distributions,
    List<String> included,
    boolean isOpen,
    boolean isLock,
    Map<String, Pin> pins,
    List<Mistake> mistakes) {

  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

  private static final Pattern HASHES = Pattern.compile("\\s+--hash.*|\\\\$");

  private static final Pattern BEHIND = Pattern.compile("\\s(-[\\w-]+).*");

  /** What stands behind a requirement beside its hashes. */
  private static final Set<String> OF_ONE =
      Set.of("-C", "--config-setting", "--config-settings", "--global-option");

  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

  private static final Pattern REQUIREMENT =
      Pattern.compile(
          "([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[[\\w\\s,.-]*])?\\s*"
              + "(\\(?(?:(?:[<>!=~]=|===|[<>])\\s*[\\w.*+!-]+\\s*,?\\s*)*\\)?)"
              + "\\s*(?:;.*)?");

  /** A version that conda cannot read: nothing between two points, or no number at all. */
  private static final Pattern BAD_CONDA = Pattern.compile(".*[=<>!~]\\s*[^,|]*\\.\\..*|.*={4,}.*");

  private static final Pattern CONDA =
      Pattern.compile(
          "(?:[\\w./:-]+::)?([A-Za-z0-9_][\\w.-]*)(?:\\[[^\\]]*])?\\s*(?:(?:[=<>!~].*)|(?:\\s[\\w.*<>=!,|]+.*))?");

  private static final Pattern CLAUSE = Pattern.compile("(===|[<>!=~]=|[<>])\\s*([\\w.*+!-]+)");

  private static final Pattern VERSION =
      Pattern.compile(
          "v?(?:\\d+!)?\\d+(?:\\.\\d+)*(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\\d*)?"
              + "(?:-\\d+|[-_.]?(?:post|rev|r)[-_.]?\\d*)?(?:[-_.]?dev[-_.]?\\d*)?"
              + "(?:\\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?",
          Pattern.CASE_INSENSITIVE);

  /** https://pip.pypa.io/en/stable/reference/requirements-file-format/#supported-options */
  private static final Set<String> OPTIONS =
      Set.of(
          "-i",
          "--index-url",
          "--pypi-url",
          "--extra-index-url",
          "--no-index",
          "-c",
          "--constraint",
          "-r",
          "--requirement",
          "-e",
          "--editable",
          "-f",
          "--find-links",
          "--no-binary",
          "--only-binary",
          "--prefer-binary",
          "--require-hashes",
          "--pre",
          "--trusted-host",
          "--use-feature",
          "--all-releases",
          "--only-final");

  /** A project in a folder, which pip installs; its name alone would be a requirement. */
  private static final Pattern FOLDER = Pattern.compile("(?:[\\w.-]+/)+");

  private static final int FEWEST_IN_A_LOCK = 20;

  /** No requirement is longer; those with hashes are near a thousand. */
  private static final int LONGEST = 4000;

  Requirements {
    distributions = Set.copyOf(distributions);
    included = List.copyOf(included);
    pins = Map.copyOf(pins);
    mistakes = List.copyOf(mistakes);
  }

  /** A version that is asked for exactly. */
  record Pin(String version, Position position) {}

  /** Something that does not parse. */
  record Mistake(Position position, String problem) {}

  private static final class Builder {
    private final Set<String> distributions = new HashSet<>();
    private final List<String> included = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, Pin> pins = new HashMap<>();
    private boolean isOpen;
    private int pinned;
    private int loose;

    Requirements build() {
      boolean isLock = loose == 0 && pinned >= FEWEST_IN_A_LOCK;
      return new Requirements(distributions, included, isOpen, isLock, pins, mistakes);
    }

    /** A line of pip. */
    void pip(String text, Position position) {
      if (isTooLong(text, position)) {
        return;
      }
      String line =
          withoutOptions(
              HASHES.matcher(COMMENT.matcher(text).replaceFirst("")).replaceAll("").strip());
      Matcher include = INCLUDE.matcher(line);
      if (line.isEmpty()) {
        return;
      }
      if (include.matches()) {
        included.add(include.group(1));
      } else if (line.startsWith("-e") || line.startsWith("--editable")) {
        isOpen = true;
      } else if (line.startsWith("-")) {
        if (!OPTIONS.contains(line.split("[\\s=]", 2)[0]) && !line.matches("-[ifrce]\\S+")) {
          mistakes.add(
              new Mistake(position, "'" + line + "' is not an option that pip reads in a file"));
        }
      } else if (line.contains("://") || line.startsWith(".") || line.startsWith("/")) {
        isOpen = true;
        name(line.replaceFirst("\\s*@.*", ""));
      } else if (FOLDER.matcher(line).matches()) {
        isOpen = true;
        included.add(line.substring(0, line.length() - 1));
      } else {
        Matcher requirement = REQUIREMENT.matcher(line);
        boolean isRead = requirement.matches();
        isRead &= !isRead || areVersions(requirement.group(2));
        isRead &= line.indexOf(';') < 0 || Marker.isOne(line.substring(line.indexOf(';') + 1));
        if (isRead) {
          name(requirement.group(1));
          // What the extras of a distribution bring is known for those that are described only.
          boolean hasExtras = line.substring(requirement.end(1)).stripLeading().startsWith("[");
          isOpen |= hasExtras && !PackageNames.isDescribed(normal(requirement.group(1)));
          boolean isPinned = requirement.group(2).startsWith("==");
          boolean isAlways = line.indexOf(';') < 0;
          if (isPinned && isAlways) {
            pin(
                normal(requirement.group(1)),
                BLANK.matcher(requirement.group(2)).replaceAll(""),
                position);
          }
          pinned += isPinned ? 1 : 0;
          loose += isPinned ? 0 : 1;
        } else {
          mistakes.add(new Mistake(position, "'" + line + "' is not a requirement of pip"));
        }
      }
    }

    /**
     * A requirement without the options behind it, where pip reads options of the whole file too.
     */
    private static String withoutOptions(String line) {
      Matcher behind = BEHIND.matcher(line);
      boolean isOne =
          !line.startsWith("-")
              && behind.find()
              && (OF_ONE.contains(behind.group(1)) || OPTIONS.contains(behind.group(1)));
      return isOne ? line.substring(0, behind.start()).strip() : line;
    }

    /** One package of two versions: pip gives up. */
    private void pin(String name, String version, Position position) {
      Pin before = pins.putIfAbsent(name, new Pin(version, position));
      if (before != null && !before.version().equals(version)) {
        mistakes.add(
            new Mistake(
                position,
                "'" + name + version + "' is asked for, and " + before.version() + " above"));
      }
    }

    /** Whether each version is one that pip can compare (PEP 440). */
    private static boolean areVersions(String versions) {
      Matcher version = CLAUSE.matcher(versions);
      while (version.find()) {
        String text = version.group(2);
        boolean isOpen = Set.of("==", "!=").contains(version.group(1)) && text.endsWith(".*");
        String plain = isOpen ? text.substring(0, text.length() - 2) : text;
        if (!version.group(1).equals("===") && !VERSION.matcher(plain).matches()) {
          return false;
        }
      }
      return true;
    }

    void conda(String text, Position position) {
      if (isTooLong(text, position)) {
        return;
      }
      Matcher matcher = CONDA.matcher(text.strip());
      if (matcher.matches() && !BAD_CONDA.matcher(text).matches()) {
        name(matcher.group(1));
        loose++;
      } else {
        mistakes.add(new Mistake(position, "'" + text.strip() + "' is not a package of conda"));
      }
    }

    private boolean isTooLong(String text, Position position) {
      if (text.length() > LONGEST) {
        mistakes.add(new Mistake(position, "a line of more than " + LONGEST + " characters"));
      }
      return text.length() > LONGEST;
    }

    private void name(String text) {
      distributions.add(normal(text));
    }
  }

  private static final Pattern BLANK = Pattern.compile("\\s");

  private static final Pattern INCLUDE = Pattern.compile("(?:-r|--requirement)[\\s=]*(\\S+)");

  /** A name as PyPI compares it. */
  static String normal(String name) {
    return SEPARATORS.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("-");
  }

  /** Reads a {@code requirements.txt} or {@code requirements.in}, once. */
  static Requirements ofPip(Content content) {
    return content.learn(Pip.class, known -> new Pip(pip(known))).requirements();
  }

  private static Requirements pip(Content content) {
    Builder builder = new Builder();
    List<String> lines = content.lines();
    for (int i = 0; i < lines.size(); i++) {
      boolean isContinued = i > 0 && lines.get(i - 1).endsWith("\\");
      if (!isContinued) {
        builder.pip(lines.get(i), new Position(i + 1, 1));
      }
    }
    return builder.build();
  }

  /** Reads an environment of conda, once. */
  static Requirements ofConda(Content content, YamlNode root) {
    return content.learn(Conda.class, known -> new Conda(conda(root))).requirements();
  }

  private static Requirements conda(YamlNode root) {
    Builder builder = new Builder();
    Optional<YamlNode> dependencies = root.get("dependencies");
    for (YamlNode item : dependencies.map(YamlNode::items).orElse(List.of())) {
      item.text().ifPresent(text -> builder.conda(text, item.position()));
      for (YamlNode.Entry entry : item.entries()) {
        if (!entry.name().equals("pip")) {
          builder.mistakes.add(
              new Mistake(entry.key().position(), "'" + entry.name() + "' is not known to conda"));
        }
        for (YamlNode line : entry.value().items()) {
          line.text().ifPresent(text -> builder.pip(text, line.position()));
        }
      }
    }
    if (dependencies.isPresent() && !dependencies.get().isSequence()) {
      builder.mistakes.add(
          new Mistake(dependencies.get().position(), "`dependencies` is not a list"));
    }
    return builder.build();
  }

  private record Pip(Requirements requirements) {}

  private record Conda(Requirements requirements) {}
}
