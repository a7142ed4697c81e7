package io.github.mlopsmaven.rules.docker;

import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which variables the instructions of a Dockerfile have. Those that ARG declares before the first
 * FROM are there for the lines with FROM; a stage has them only if it declares them again. A stage
 * has the variables of the stage that it begins with.
 *
 * @see <a href="https://docs.docker.com/build/building/variables/#scoping">Scoping of variables</a>
 */
final class DockerVariables {

  static final Rule VARIABLE =
      new Rule(
          "docker-variable",
          Level.ERROR,
          "Variable that has no value at its place in a Dockerfile");

  /** What BuildKit declares before the first FROM. */
  private static final Set<String> PLATFORM =
      Set.of(
          "BUILDPLATFORM",
          "BUILDOS",
          "BUILDARCH",
          "BUILDVARIANT",
          "TARGETPLATFORM",
          "TARGETOS",
          "TARGETARCH",
          "TARGETVARIANT",
          "TARGETSTAGE");

  /** What is filled in by Docker, beside RUN, where a shell does it. */
  private static final Set<String> FILLED =
      Set.of("ADD", "COPY", "ENV", "EXPOSE", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR");

  /**
   * {@code $NAME} and {@code ${NAME}}; a name with a value for the case that it has none is fine.
   */
  private static final Pattern USE =
      Pattern.compile("\\\\.|\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(:?[-+?#%/^,].*?)?})");

  private static final Pattern VERSION = Pattern.compile("(\\w+?)_?VERSION(?:_\\w+)?");

  private final SourceFile file;
  private final Findings findings;
  private final Map<String, String> global = new HashMap<>();
  private final Map<String, Set<String>> stages = new HashMap<>();
  private Set<String> known = new HashSet<>();
  private Optional<String> image = Optional.empty();
  private int number;

  DockerVariables(SourceFile file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  void check(Dockerfile docker) {
    boolean hasBegun = false;
    for (Instruction instruction : docker.instructions()) {
      String name = instruction.name();
      if (name.equals("FROM")) {
        from(instruction);
        hasBegun = true;
      } else if (name.equals("ARG") && !hasBegun) {
        instruction.quoted().forEach(this::before);
      } else if (hasBegun) {
        within(instruction);
      }
    }
  }

  private void before(Instruction.Word word) {
    int equals = word.text().indexOf('=');
    global.put(
        equals < 0 ? word.text() : word.text().substring(0, equals),
        equals < 0 ? "" : unquoted(word.text().substring(equals + 1)));
  }

  private static String unquoted(String text) {
    return text.replaceFirst("^([\"'])(.*)\\1$", "$2");
  }

  private void from(Instruction from) {
    for (Instruction.Word word : from.words()) {
      uses(
          word.text(),
          (name, at) -> {
            if (!global.containsKey(name) && !PLATFORM.contains(name)) {
              add(
                  word.index() + at,
                  "'" + name + "' is not declared before the first FROM, so it is empty here",
                  "write ARG " + name + " with a value above the first FROM");
            }
          });
    }
    String base = from.words().isEmpty() ? "" : from.words().get(0).text();
    Set<String> inherited = stages.get(base.toLowerCase(Locale.ROOT));
    image = inherited == null ? filled(base) : Optional.empty();
    known = new HashSet<>(inherited == null ? Set.of() : inherited);
    stages.put(String.valueOf(number++), known);
    if (from.words().size() == 3) {
      stages.put(from.words().get(2).text().toLowerCase(Locale.ROOT), known);
    }
    if (inherited != null) {
      // What the first image of the line sets is not known any more: only certain names count.
      image = Optional.of("");
    }
  }

  /** The name of an image, with the values of its arguments. */
  private Optional<String> filled(String base) {
    String text = base;
    for (Map.Entry<String, String> one : global.entrySet()) {
      text = text.replace("${" + one.getKey() + "}", one.getValue());
      text =
          text.replaceAll(
              "\\$" + Pattern.quote(one.getKey()) + "(?!\\w)",
              Matcher.quoteReplacement(one.getValue()));
    }
    return text.isEmpty() || text.indexOf('$') >= 0
        ? Optional.empty()
        : Optional.of(text.toLowerCase(Locale.ROOT));
  }

  private void within(Instruction instruction) {
    String name = instruction.name();
    if (name.equals("RUN") && !instruction.isList() && !instruction.hasHereDocument()) {
      uses(instruction.text(), (used, at) -> run(instruction, used, at));
    } else if (FILLED.contains(name) && !instruction.hasHereDocument()) {
      uses(instruction.text(), (used, at) -> filledIn(instruction, used, at));
    }
    if (name.equals("ARG") || name.equals("ENV")) {
      declare(instruction);
    }
  }

  private void declare(Instruction instruction) {
    List<Instruction.Word> words = instruction.quoted();
    boolean isOne =
        instruction.name().equals("ENV")
            && !words.isEmpty()
            && words.get(0).text().indexOf('=') < 0;
    for (Instruction.Word word : isOne ? words.subList(0, 1) : words) {
      known.add(word.text().replaceFirst("=[\\s\\S]*", ""));
    }
  }

  private void run(Instruction run, String name, int at) {
    Pattern set =
        Pattern.compile(
            "(?<![\\w$])"
                + name
                + "\\s*=|\\bfor\\s+"
                + name
                + "\\b|\\bread\\b[^;&|]*\\s"
                + name
                + "\\b");
    if (isOutOfReach(name) && !set.matcher(run.text()).find()) {
      outOfReach(run, name, at);
    }
  }

  private void filledIn(Instruction instruction, String name, int at) {
    if (isOutOfReach(name)) {
      outOfReach(instruction, name, at);
      return;
    }
    boolean isUnknown = name.length() > 3 && !known.contains(name) && !global.containsKey(name);
    Optional<String> near =
        isUnknown
            ? known.stream().filter(other -> Suggestion.isSlip(name, other)).findFirst()
            : Optional.empty();
    near.ifPresent(
        other ->
            add(
                instruction.places().get(at),
                "nothing sets '" + name + "' in this stage",
                "did you mean " + other + "?"));
  }

  /** Whether a variable is declared before the first FROM only. */
  private boolean isOutOfReach(String name) {
    return !known.contains(name)
        && (global.containsKey(name) || PLATFORM.contains(name))
        && !isOfImage(name);
  }

  /** Whether the image may set it itself, as python does PYTHON_VERSION. */
  private boolean isOfImage(String name) {
    Matcher version = VERSION.matcher(name);
    boolean isVersion = version.matches();
    return Set.of("PATH", "HOME", "LANG", "USER", "PWD", "HOSTNAME", "SHELL").contains(name)
        || (isVersion
            && image
                .filter(
                    text ->
                        !text.isEmpty()
                            && !text.contains(version.group(1).toLowerCase(Locale.ROOT)))
                .isEmpty());
  }

  private void outOfReach(Instruction instruction, String name, int at) {
    add(
        instruction.places().get(at),
        PLATFORM.contains(name)
            ? "'" + name + "' has no value in this stage, which does not declare it"
            : "'" + name + "' is declared before FROM, so it is empty in this stage",
        "add the line ARG " + name + " to the stage");
  }

  /** Goes through the variables of a text that have to have a value. */
  private static void uses(String text, BiConsumer<String, Integer> use) {
    boolean[] isLiteral = literal(text);
    Matcher found = USE.matcher(text);
    while (found.find()) {
      String name = found.group(1) != null ? found.group(1) : found.group(2);
      if (name != null && found.group(3) == null && !isLiteral[found.start()]) {
        use.accept(name, found.start());
      }
    }
  }

  /** Where a text stands in single quotes, so that nothing is filled in. */
  private static boolean[] literal(String text) {
    boolean[] is = new boolean[text.length() + 1];
    boolean isSingle = false;
    boolean isDouble = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && !isSingle) {
        i++;
      } else if (c == '"' && !isSingle) {
        isDouble = !isDouble;
      } else if (c == '\'' && !isDouble) {
        isSingle = !isSingle;
      }
      if (i < text.length()) {
        is[i] = isSingle;
      }
    }
    return is;
  }

  private void add(int index, String problem, String remedy) {
    findings.add(VARIABLE, file.path(), file.position(index), problem, remedy);
  }
}
