package io.github.mlopsmaven.gitconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, from where, and for which URL or folder: as the git command line does it. */
class GitConfigurationTest {

  @TempDir Path temp;
  private Path home;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectories(temp.toRealPath().resolve("home"));
    variables.put("HOME", home.toString());
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
  }

  private void global(String... lines) throws IOException {
    write(home.resolve(".gitconfig"), lines);
  }

  private static void write(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private GitConfiguration read(ConfigPlace place) {
    return GitConfiguration.read(new GitEnvironment(variables, temp.resolve("other")), place);
  }

  private GitConfiguration read() {
    return read(ConfigPlace.nowhere());
  }

  /** What git itself says, in a folder; empty where it is not installed. */
  private Optional<String> git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("GIT_") || name.startsWith("XDG"));
    builder.environment().putAll(variables);
    try {
      Process process = builder.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return Optional.of(said.strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Test
  void everyFormOfAValueIsReadAsGitReadsIt() throws Exception {
    global(
        "\uFEFF; comment",
        "[a] plain = one two   # comment",
        "  Quoted = \"  kept # here \"   ; comment",
        "  mixed = a\"b c\"d\\te\\\\f\\\"g",
        "  continued = one \\",
        "    two",
        "  flag",
        "  empty =",
        "[B \"Sub \\\"q\\\" \\x\"]",
        "\tkey-1 = v",
        "[c.Sub]k=1",
        "[a]",
        "plain = last");
    GitConfiguration read = read();
    for (String key :
        List.of(
            "a.plain",
            "a.quoted",
            "a.mixed",
            "a.continued",
            "a.empty",
            "B.Sub \"q\" x.key-1",
            "c.sub.k")) {
      Optional<String> control = git(home, "config", "--global", key);
      assertThat(read.text(key)).as(key).isPresent();
      control.ifPresent(
          said -> assertThat(read.text(key).orElseThrow().strip()).as(key).isEqualTo(said));
    }
    assertThat(read.texts("a.plain")).containsExactly("one two", "last");
    assertThat(read.text("a.quoted")).contains("  kept # here ");
    assertThat(read.isOn("a.flag")).isTrue();
    assertThat(read.isOn("a.empty")).isFalse();
    assertThat(read.isOn("a.none")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[user",
        "[user]\nname = \"Ada",
        "[user]\nname = a\\qb",
        "[user]\nname / x",
        "[user]\n= x",
        "[user \"x]\nname = y",
        "[us er]\nname = y"
      })
  void aBrokenFileIsNamedWithItsLine(String text) throws Exception {
    global("# first", text);
    Optional<String> control = git(home, "config", "--global", "--list");
    assertThatThrownBy(this::read)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "your git configuration is broken: " + home.resolve(".gitconfig") + ":")
        .satisfies(
            e -> {
              String line =
                  String.valueOf(e.getMessage()).replaceAll("(?s).*gitconfig:(\\d+):.*", "$1");
              control.ifPresent(said -> assertThat(said).contains("line " + line + " "));
            });
  }

  @Test
  void theUsersFilesAreThoseThatGitReads() throws Exception {
    write(home.resolve(".config/git/config"), "[a]", "x = xdg", "y = xdg");
    global("[a]", "x = home");
    assertThat(read().text("a.x")).contains("home");
    assertThat(read().text("a.y")).contains("xdg");
    write(temp.resolve("elsewhere/git/config"), "[a]", "y = elsewhere");
    variables.put("XDG_CONFIG_HOME", temp.resolve("elsewhere").toString());
    assertThat(read().text("a.y")).contains("elsewhere");
    write(temp.resolve("other.config"), "[a]", "x = named");
    variables.put("GIT_CONFIG_GLOBAL", temp.resolve("other.config").toString());
    assertThat(read().texts("a.x")).containsExactly("named");
    assertThat(read().text("a.y")).isEmpty();
    variables.put("GIT_CONFIG_GLOBAL", "");
    assertThat(read().text("a.x")).isEmpty();
  }

  /** Git ends there: another file that is read in its place may name another person. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFolderOrACircleInThePlaceOfAFileIsNamed() throws Exception {
    write(home.resolve(".config/git/config"), "[a]", "x = xdg");
    Path file = home.resolve(".gitconfig");
    Files.deleteIfExists(file);
    Files.createSymbolicLink(file, Path.of("nowhere"));
    assertThat(read().text("a.x")).as("a link that leads nowhere").contains("xdg");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of(".gitconfig"));
    assertThatThrownBy(this::read)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("your git configuration " + file + " cannot be read");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(this::read)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(file + " cannot be read: it is a folder");
  }

  @Test
  void theSystemsFileIsReadFirstUnlessItIsSwitchedOff() throws Exception {
    write(temp.resolve("system"), "[a]", "x = system", "y = system");
    global("[a]", "x = home");
    variables.put("GIT_CONFIG_SYSTEM", temp.resolve("system").toString());
    assertThat(read().text("a.y")).isEmpty();
    variables.put("GIT_CONFIG_NOSYSTEM", "false");
    assertThat(read().texts("a.x")).containsExactly("system", "home");
    assertThat(read().text("a.y")).contains("system");
  }

  @Test
  void theEnvironmentGoesBeforeTheFiles() throws Exception {
    global("[user]", "name = file");
    variables.put("GIT_CONFIG_COUNT", "2");
    variables.put("GIT_CONFIG_KEY_0", "user.name");
    variables.put("GIT_CONFIG_VALUE_0", "counted");
    variables.put("GIT_CONFIG_KEY_1", "http.https://h.example/.extraHeader");
    variables.put("GIT_CONFIG_VALUE_1", "X: y");
    assertThat(read().text("user.name")).contains("counted");
    assertThat(read().http("extraheader", "https://h.example/r", false)).containsExactly("X: y");
    variables.put("GIT_CONFIG_PARAMETERS", "'user.name'='it'\\''s' 'a.b=c d' 'a.flag'");
    assertThat(read().text("user.name")).contains("it's");
    assertThat(read().text("a.b")).contains("c d");
    assertThat(read().isOn("a.flag")).isTrue();
    assertThat(git(home, "config", "user.name")).isIn(Optional.empty(), Optional.of("it's"));
  }

  @ParameterizedTest
  @CsvSource({
    "two, 'GIT_CONFIG_COUNT is ''two'', which is not a number'",
    "1,   GIT_CONFIG_KEY_0 is missing",
  })
  void aBrokenEnvironmentIsNamed(String count, String said) {
    variables.put("GIT_CONFIG_COUNT", count);
    assertThatThrownBy(this::read)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(said)
        .hasMessageContaining("GIT_CONFIG_");
  }

  @Test
  void includesAreReadWhereTheyAre() throws Exception {
    global("[a]", "x = 1", "[include]", "path = sub/more.inc", "path = ~/none.inc", "[a]", "y = 3");
    write(home.resolve("sub/more.inc"), "[a]", "x = 2", "y = 2", "[include]", "path = deep.inc");
    write(home.resolve("sub/deep.inc"), "[a]", "z = deep");
    assertThat(read().texts("a.x")).containsExactly("1", "2");
    assertThat(read().text("a.y")).contains("3");
    assertThat(read().text("a.z")).contains("deep");
  }

  @Test
  void anIncludeOfItselfIsRefused() throws Exception {
    global("[include]", "path = .gitconfig");
    assertThatThrownBy(this::read)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("includes files more than 10 deep");
  }

  @ParameterizedTest
  @CsvSource({
    "gitdir:HOME/code/",
    "gitdir:HOME/code/p/.git",
    "gitdir:HOME/code/p/",
    "gitdir:HOME/other/",
    "gitdir:~/code/",
    "gitdir:~/code/p",
    "gitdir:./code/",
    "gitdir:code/",
    "gitdir:ode/",
    "gitdir:**/p/.git",
    "gitdir:HOME/*/p/.git",
    "gitdir:HOME/*/.git",
    "gitdir:HOME/c[a-p]de/**",
    "gitdir:HOME/CODE/",
    "gitdir/i:HOME/CODE/",
    "gitdir:HOME/link/",
    "onbranch:main",
    "onbranch:ma*",
    "onbranch:master",
    "onbranch:feature/",
    "hasconfig:remote.*.url:https://git.corp.example/**",
    "hasconfig:remote.*.url:https://github.com/**",
    "hasconfig:remote.*.url:*",
    "unknown:x"
  })
  void conditionsHoldWhereGitsDo(String condition) throws Exception {
    Path project = Files.createDirectories(home.resolve("code/p"));
    Files.createSymbolicLink(home.resolve("link"), home.resolve("code"));
    String url = "https://git.corp.example/team/p.git";
    global(
        "[a]",
        "x = no",
        "[includeIf \"" + condition.replace("HOME", home.toString()) + "\"]",
        "path = yes.inc");
    write(home.resolve("yes.inc"), "[a]", "x = yes");
    boolean holds =
        read(ConfigPlace.newRepository(project, Optional.of(url)))
            .text("a.x")
            .equals(Optional.of("yes"));
    git(project, "-c", "init.defaultBranch=main", "init", "-q", ".");
    git(project, "remote", "add", "origin", url);
    Optional<String> control = git(project, "config", "a.x");
    control.ifPresent(said -> assertThat(holds ? "yes" : "no").as(condition).isEqualTo(said));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example",
        "https://git.example/",
        "https://git.example:443/team",
        "https://git.example/team/repo.git",
        "https://git.example/tea",
        "https://*.example/",
        "https://*/",
        "https://ada@git.example/",
        "https://bob@git.example/",
        "https://GIT.example/te%61m/",
        "https://git.example/x/../team",
        "https://git.example:8443/",
        "http://git.example/",
        "https://x.git.example/",
        "https://*.*/team"
      })
  void aUrlOfTheConfigurationAgreesAsInGit(String configured) throws Exception {
    String url = "https://ada@git.example/team/repo.git";
    global("[http \"" + configured + "\"]", "proxy = here");
    Optional<String> control = git(home, "config", "--global", "--get-urlmatch", "http.proxy", url);
    String own = read().httpText("proxy", url).orElse("");
    control.ifPresent(said -> assertThat(own).as(configured).isEqualTo(said));
  }

  @Test
  void theUrlThatAgreesBestCounts() throws Exception {
    String url = "https://ada@git.example/team/repo.git";
    global(
        "[http \"https://git.example/team\"]",
        "proxy = path",
        "extraHeader = A: path",
        "[http \"https://ada@git.example/team\"]",
        "proxy = user",
        "[http \"https://git.example\"]",
        "proxy = host",
        "extraHeader = A: host",
        "[http \"https://*.example/team/repo.git\"]",
        "proxy = wildcard",
        "[http]",
        "proxy = any",
        "extraHeader = A: any");
    assertThat(git(home, "config", "--global", "--get-urlmatch", "http.proxy", url))
        .isIn(Optional.empty(), read().httpText("proxy", url));
    assertThat(read().httpText("proxy", url)).contains("user");
    assertThat(read().http("extraHeader", url, false)).containsExactly("A: path");
    assertThat(read().http("extraHeader", "https://other.example/", false))
        .containsExactly("A: any");
    assertThat(read().http("extraHeader", "https://other.example/", true)).isEmpty();
  }

  @Test
  void theLongestPrefixIsReplaced() throws Exception {
    global(
        "[url \"https://mirror.example/\"]",
        "insteadOf = https://github.com/",
        "insteadOf = gh:",
        "[url \"https://azure.example/\"]",
        "insteadOf = https://github.com/Azure/",
        "[url \"ssh://git@github.com/\"]",
        "pushInsteadOf = https://github.com/");
    GitConfiguration read = read();
    assertThat(read.fetched("https://github.com/x/y")).isEqualTo("https://mirror.example/x/y");
    assertThat(read.fetched("https://github.com/Azure/y")).isEqualTo("https://azure.example/y");
    assertThat(read.fetched("gh:x/y")).isEqualTo("https://mirror.example/x/y");
    assertThat(read.fetched("https://gitlab.com/x")).isEqualTo("https://gitlab.com/x");
    assertThat(read.pushed("https://github.com/Azure/y")).isEqualTo("ssh://git@github.com/Azure/y");
    assertThat(read.pushed("gh:x/y")).isEqualTo("https://mirror.example/x/y");
  }

  @Test
  @Timeout(60)
  void aConfigurationWithoutAnEndIsRefused() throws IOException {
    Path zero = Path.of("/dev/zero");
    if (Files.exists(zero)) {
      variables.put("GIT_CONFIG_GLOBAL", zero.toString());
      assertThatThrownBy(this::read)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("/dev/zero cannot be read: larger than");
      variables.remove("GIT_CONFIG_GLOBAL");
    }
    String[] twenty = new String[20];
    for (int depth = 0; depth < 9; depth++) {
      Arrays.fill(twenty, "[include] path = " + (depth + 1) + ".config");
      write(home.resolve(depth + ".config"), twenty);
    }
    global("[include] path = 0.config");
    assertThatThrownBy(this::read)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("more than 100000 entries, with what it includes");
  }
}
