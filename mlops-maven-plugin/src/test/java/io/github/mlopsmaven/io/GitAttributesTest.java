package io.github.mlopsmaven.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Attributes are those that git finds. The git program is the judge. */
class GitAttributesTest {

  private static final List<String> ATTRIBUTES =
      List.of("x", "y", "z", "text", "diff", "merge", "binary", "own", "below", "A.b-c_1");

  private static final List<String> PATHS =
      List.of(
          ("a b ab ba abc aab a/b b/a a/a/b a/b/a/b ab/ab a/ab A ] [ ^ ! - : * ? 0 a- a] [a] a*"
                  + " a?b a[b a:b [:alpha:] l lp [:alpha a\\ a\\b \\ \\a ab/ba/a /b a/bb/b b.a c"
                  + " a/c b/b")
              .split(" ", -1));

  @TempDir Path tree;

  /** The content of attributes files, by folder: {@code ""} or one that ends in a slash. */
  private final Map<String, String> files = new LinkedHashMap<>();

  private final List<String> asked = new ArrayList<>();

  private void ask(String folder, List<String> paths) {
    paths.stream().filter(path -> !path.startsWith("/")).map(folder::concat).forEach(asked::add);
  }

  private void requireWhatGitSays() throws IOException, InterruptedException {
    Map<String, String> gits = gits();
    Map<String, String> differ = ours();
    assertThat(differ).hasSameSizeAs(gits);
    differ.entrySet().removeAll(gits.entrySet());
    assertThat(differ).as("what git does not say").isEmpty();
  }

  private Map<String, String> ours() {
    Map<String, byte[]> contents = new TreeMap<>();
    files.forEach((folder, text) -> contents.put(folder + ".gitattributes", bytes(text)));
    GitAttributes attributes = GitAttributes.of(contents);
    Map<String, String> said = new TreeMap<>();
    for (String path : asked) {
      GitAttributes.Values values = attributes.at(path);
      for (String name : ATTRIBUTES) {
        said.put(
            line(path, name),
            values.isSet(name)
                ? "set"
                : values.isUnset(name) ? "unset" : values.value(name).orElse("unspecified"));
      }
    }
    return said;
  }

  /** What is asked, with the line that it is about. */
  private String line(String path, String name) {
    int slash = path.indexOf('/');
    String folder = slash < 0 ? "" : path.substring(0, slash + 1);
    return path + " " + name + " " + files.getOrDefault(folder, "");
  }

  private Map<String, String> gits() throws IOException, InterruptedException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path folder = tree.resolve(file.getKey());
      Files.createDirectories(folder);
      Files.write(folder.resolve(".gitattributes"), bytes(file.getValue()));
    }
    git(List.of("init", "-q"), "");
    List<String> command = new ArrayList<>(List.of("check-attr", "-z", "--stdin"));
    command.addAll(ATTRIBUTES);
    String[] fields = git(command, String.join("\0", asked) + "\0").split("\0", -1);
    Map<String, String> said = new TreeMap<>();
    for (int i = 0; i + 2 < fields.length; i += 3) {
      said.put(line(fields[i], fields[i + 1]), fields[i + 2]);
    }
    return said;
  }

  private String git(List<String> words, String input) throws IOException, InterruptedException {
    Path file = Files.writeString(tree.resolve("input"), input);
    ProcessBuilder git =
        new ProcessBuilder(Stream.concat(Stream.of("git"), words.stream()).toList())
            .directory(tree.toFile())
            .redirectInput(file.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    git.environment().put("HOME", tree.toString());
    git.environment().put("XDG_CONFIG_HOME", tree.toString());
    Process process = git.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private void requirePatterns(Stream<String> patterns) throws IOException, InterruptedException {
    patterns.forEach(
        pattern -> {
          String folder = "f" + files.size() + "/";
          files.put(folder, pattern + " x\n");
          ask(folder, PATHS);
        });
    requireWhatGitSays();
  }

  @Test
  void patternsAreThoseOfGit() throws IOException, InterruptedException {
    requirePatterns(
        Stream.of(
            ("a b a* *a *b* ** a** **a **/b a/** a/**/b /a /a/b a/b /** **/ a/ /a/ /*/b */b a/*"
                    + " a/*/b **/a/**/b ***/b a/***/b a**b a/**b **b/a a\\ a\\b \\a \\\\ \\\\a"
                    + " [a] [ab]* [!a] [^a] [a-b]* [b-a] [a [ [] []] []a] [!]] [!]a]* [a-] [-a]"
                    + " [a-]* a[-] a[]-a]* [\\]] [\\a] [a\\ [a-\\b] [a-\\ [\\a-\\b] [a\\-b] [a-"
                    + " [[] [[a] [[:] [[:a] [[:a]] [[:alpha:]] [[:alpha:] [[:alpha:]a [![:alpha:]]"
                    + " [[:none:]] [[:]] [[::]] [[:alpha]] [[:alpha:]-z] [a-[:alpha:]] [a[:digit:]b]"
                    + " a? a?b ?/? a[/]b a[!x]b a/[!x] **/[ab] ? \\* \\? \\[a] [*] [?] a\\/b"
                    + " **\\/b a/**\\/b /a* /**/b /a/**/b b/**/ **/** a/**/**/b */**/b"
                    + " a//b [a-b-c] [--a] [a--] [!-a] [[:alpha:][:digit:]]* A [A-Z] a\\*")
                .split(" ", -1)));
  }

  @Test
  void patternsAtRandomAreThoseOfGit() throws IOException, InterruptedException {
    Random random = new Random(20260101L);
    List<String> pieces =
        List.of("a", "b", "a", "*", "**", "?", "/", "/", "[", "]", "-", "^", "\\", "[ab]", "[!a]");
    requirePatterns(
        Stream.generate(
                () ->
                    random
                        .ints(1 + random.nextInt(6), 0, pieces.size())
                        .mapToObj(pieces::get)
                        .collect(Collectors.joining()))
            .filter(pattern -> !pattern.matches("[^*?\\[\\\\]*[^*?\\[\\\\/]\\*\\*.*"))
            .limit(250));
  }

  /** Git before 2.41 compares two addresses here, so that nobody can say what it finds. */
  @Test
  void twoStarsRightAfterWhatStandsForItselfMatchFolders() {
    GitAttributes attributes =
        GitAttributes.of(
            Map.of(".gitattributes", bytes("a**/b x\na*c**/b y\nd/e**/b z\n/g**/b own\n")));

    assertThat(attributes.at("a/x/y/b").isSet("x")).isTrue();
    assertThat(attributes.at("ab/b").isSet("x")).isTrue();
    assertThat(attributes.at("d/e/x/b").isSet("z")).isTrue();
    assertThat(attributes.at("g/x/y/b").isSet("own")).isTrue();
    assertThat(attributes.at("ac/b").isSet("y")).isTrue();
    assertThat(attributes.at("ac/x/b").isSet("y")).isFalse();
  }

  /** Git before 2.43 does not keep these names for itself. */
  @Test
  void namesThatGitKeepsForItselfAreRefused() {
    GitAttributes attributes =
        GitAttributes.of(
            Map.of(".gitattributes", bytes("a builtin_x y\nb -builtin_y y\nc builtinx y\n")));

    assertThat(attributes.at("a").isSet("y")).isFalse();
    assertThat(attributes.at("b").isSet("y")).isFalse();
    assertThat(attributes.at("c").isSet("y")).isTrue();
  }

  @Test
  void classesHaveTheCharactersThatTheyHaveForGit() throws IOException, InterruptedException {
    List<String> characters =
        IntStream.range(1, 128)
            .filter(c -> c != '/' && c != '.')
            .mapToObj(c -> String.valueOf((char) c))
            .toList();
    for (String name :
        "alnum alpha blank cntrl digit graph lower print punct space upper xdigit ALPHA"
            .split(" ", -1)) {
      files.put(name + "/", "[[:" + name + ":]] x\n");
      ask(name + "/", characters);
      files.put("not-" + name + "/", "[^[:" + name + ":]] x\n");
      ask("not-" + name + "/", characters);
    }
    requireWhatGitSays();
  }

  @Test
  void linesAreReadAsGitReadsThem() throws IOException, InterruptedException {
    List<String> paths =
        List.of(
            "a", "b", "a b", "#a", "\"a", "!a", "a\tb", "a\"b", "a\\b", "A", "\u0007", "[attr]a");
    int longest = GitAttributes.LONGEST_LINE;
    for (String text :
        List.of(
            "a x -y z=1",
            "a x -x",
            "a -x x",
            "a !x x",
            "a x !x",
            "a x\na -x",
            "a -x\na !x",
            "a x=1\n* x=2\na y",
            "a x=",
            "a x==",
            "a x=a=b",
            "a -x=1",
            "a !x=1",
            "a =x y",
            "a x- y",
            "a -",
            "a x$ y",
            "a A.b-c_1",
            "a -A.b-c_1",
            "a .x y",
            "a builtinx y",
            "a binary",
            "a -binary",
            "a binary=1",
            "a !binary",
            "a binary text",
            "a text binary",
            "a binary\na text",
            "a own",
            "a own -x",
            "a -x own",
            "a -own",
            "[attr]below x\na below",
            "[attr]a x",
            "[attr] a x",
            "a",
            "a \t ",
            "\t a x",
            " \r a x",
            "# a x",
            " #a x",
            "#a x",
            "\\#a x",
            "!a x",
            "\\!a x",
            "a\tx\t\ty",
            "a x\r\nb x\r\n",
            "a x\rb y",
            "\"a b\" x",
            "\"a b\"x",
            "\"a\\tb\" x",
            "\"a\\\"b\" x",
            "\"a\\\\\\\\b\" x",
            "\"\\a\" x",
            "\"\\007\" x",
            "\"\\141\" x",
            "\"\\14\" x",
            "\"\\9\" x",
            "\"\\q\" x",
            "\"\\b\\f\\n\\r\\v\" x",
            "\"a x",
            "\"a\\\" x",
            "\"\" x",
            "\"!a\" x",
            "\"#a\" x",
            "\"[attr]a\" x",
            "a x\0 y\nb x",
            "a" + " ".repeat(longest - 3) + "x",
            "a" + " ".repeat(longest - 2) + "x",
            "a" + " ".repeat(longest) + "x",
            "\u00ef\u00bb\u00bfa x",
            "b y\n\u00ef\u00bb\u00bfa x",
            "\u00ef\u00bba x",
            "",
            "\n\n",
            "* x\nsub/a -x",
            "sub/a x\n/sub y")) {
      String folder = "f" + files.size() + "/";
      files.put(folder, text);
      ask(folder, paths);
      ask(folder + "sub/", List.of("a"));
    }
    files.put(
        "", "[attr]own x -y z=v binary\n[attr]-bad x\n[attr]two own\n*.t own\nf0/*.u x\n/a y\n");
    ask("f0/", List.of("q.t", "q.u", "deep/q.u"));
    ask("", List.of("a", "b.t"));
    files.put("f0/deep/", "q.* x=deep\n");
    files.put("f0/deep/er/", "q.* two -z\n*.w -two !x\n");
    ask("f0/deep/", List.of("q.t", "er/q.t", "er/q.w", "er/q", "er/more/q.t"));
    requireWhatGitSays();
  }

  @Test
  void namesOutsideAsciiAreMatchedByteByByte() {
    GitAttributes attributes =
        GitAttributes.of(
            Map.of(
                "\u00fc/.gitattributes",
                "\u00e4? x\n[\u00e4]? y\n?? z\n".getBytes(UTF_8),
                ".gitattributes",
                "\u00e4 x\n".getBytes(UTF_8)));

    assertThat(attributes.at("\u00e4").isSet("x")).isTrue();
    assertThat(attributes.at("\u00fc/\u00e4b").isSet("x")).isTrue();
    assertThat(attributes.at("\u00fc/\u00e4b").isSet("y")).isFalse();
    assertThat(attributes.at("\u00fc/\u00e4").isSet("z")).isTrue();
    assertThat(attributes.at("u/\u00e4").isSet("z")).isFalse();
  }

  @Test
  @Timeout(60)
  void noPatternTakesLong() {
    String pattern = "*a".repeat(500) + "b";
    GitAttributes attributes =
        GitAttributes.of(
            Map.of(".gitattributes", bytes(pattern + " x\n" + "**/".repeat(400) + "b x\n")));

    assertThat(attributes.at("a".repeat(5000)).isSet("x")).isFalse();
    assertThat(attributes.at("a/".repeat(2000) + "c").isSet("x")).isFalse();
  }
}
