package io.github.mlopsmaven.ssh;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.ssh.SshProgram.Variant;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.RemoteSession2;
import org.jspecify.annotations.Nullable;

/**
 * Connects with a program of the system, as git does. So the user's configuration means what it
 * means to OpenSSH.
 */
final class SystemSsh implements RemoteSession2 {

  /** A person has to find a password, a token or a key with a button. */
  private static final Duration PERSON = Duration.ofMinutes(5);

  private static final Pattern VERSION =
      Pattern.compile("OpenSSH(?:_for_Windows)?_(\\d+)\\.(\\d+)");

  private final SshProgram program;
  private final SshConnection about;
  private final SshTrace trace;
  private final List<String> options;
  private final EffectiveConfig effective;
  private final SshTarget target;
  private final @Nullable HomeConfig home;

  private SystemSsh(
      SshProgram program,
      SshConnection about,
      SshTarget target,
      List<String> options,
      EffectiveConfig effective,
      @Nullable HomeConfig home) {
    this.program = program;
    this.about = about;
    this.trace = about.trace();
    this.target = target;
    this.options = options;
    this.effective = effective;
    this.home = home;
  }

  /**
   * Prepares the connections to one server.
   *
   * @return empty where the program cannot run for this user, so that another way is needed
   * @throws UsageException if OpenSSH does not accept the user's configuration
   */
  static Optional<SystemSsh> prepare(SshProgram found, SshConnection about) throws IOException {
    SshProgram program = found;
    List<String> options = new ArrayList<>();
    if (program.variant() != Variant.SSH && program.variant() != Variant.AUTO) {
      return Optional.of(
          new SystemSsh(
              program,
              about,
              about.target(),
              options,
              new EffectiveConfig(false, "", Map.of()),
              null));
    }
    HomeConfig home = null;
    if (!program.named() && isAnotherHome(program, about.home())) {
      home = HomeConfig.create(about.home());
      options.addAll(List.of("-F", home.file().toString()));
    }
    EffectiveConfig effective = ask(program, options, about.target());
    if (home != null && effective.all("identityfile").contains("~/.ssh/id_rsa")) {
      home.addUsualKeys();
      effective = ask(program, options, about.target());
    }
    if (program.variant() == Variant.AUTO) {
      if (!effective.works() && effective.isNoProgram()) {
        throw new UsageException(
            program.origin()
                + " names a program that cannot be run: "
                + SshText.lines(effective.said(), 2),
            "correct " + program.origin() + ", or unset it to use ssh");
      }
      program = program.with(effective.works() ? Variant.SSH : Variant.SIMPLE);
    } else if (!effective.works() && !program.named()) {
      if (effective.badConfiguration()) {
        throw new UsageException(
            "ssh does not accept its configuration: " + SshText.lines(effective.said(), 3),
            "correct that file; 'ssh -G " + about.target().account() + "' checks it");
      }
      return Optional.empty();
    }
    SshTarget target = about.target();
    Optional<String> named = about.login().map(SshLogin::user).filter(name -> !name.isEmpty());
    if (target.user().isEmpty()
        && named.isPresent()
        && effective.value("user").equals(Optional.ofNullable(System.getProperty("user.name")))) {
      target = new SshTarget(named, target.host(), target.port());
    }
    return Optional.of(new SystemSsh(program, about, target, options, effective, home));
  }

  private static EffectiveConfig ask(SshProgram program, List<String> options, SshTarget target) {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(target.arguments());
    return EffectiveConfig.ask(program, arguments, Map.of());
  }

  /** OpenSSH takes its home from the system's accounts, Java from {@code user.home}. */
  private static boolean isAnotherHome(SshProgram program, Path home) {
    if (File.separatorChar == '\\') {
      return false;
    }
    EffectiveConfig usual =
        EffectiveConfig.ask(program, List.of("-F", "/dev/null", "localhost"), Map.of());
    Optional<String> known = usual.value("userknownhostsfile");
    return known.isPresent()
        && !known.get().startsWith(home.resolve(".ssh/known_hosts") + " ")
        && !known.get().startsWith("~");
  }

  /** What OpenSSH makes of its configuration; empty values where it was not asked. */
  EffectiveConfig effective() {
    return effective;
  }

  /** What named the program. */
  String origin() {
    return program.origin();
  }

  /** The user's home, or the other one. */
  Path expanded(String file) {
    return file.startsWith("~/") ? about.home().resolve(file.substring(2)) : Path.of(file);
  }

  @Override
  public Process exec(String command, int timeout) throws IOException {
    return exec(command, Map.of(), timeout);
  }

  @Override
  public Process exec(String command, @Nullable Map<String, String> environment, int timeout)
      throws IOException {
    trace.begin();
    Map<String, String> variables = new HashMap<>(environment == null ? Map.of() : environment);
    List<String> arguments = new ArrayList<>(options);
    Optional<Askpass> askpass = Optional.empty();
    boolean asks = false;
    if (program.takesOptions()) {
      Optional<String> password =
          about.login().flatMap(login -> login.passwordFor(target.user())).or(about::passwordOfUrl);
      Optional<String> passphrase = about.login().flatMap(SshLogin::passphrase);
      asks = about.setup().person().isPresent() && password.isEmpty() && passphrase.isEmpty();
      askpass = asks || !answersScripts() ? Optional.empty() : Optional.of(Askpass.create());
      askpass.ifPresent(script -> variables.putAll(script.variables(password, passphrase)));
      arguments.addAll(openSshOptions(variables, asks, askpass.isPresent()));
    }
    arguments.addAll(program.place(target));
    arguments.add(command);
    return start(arguments, variables, asks, askpass);
  }

  private Process start(
      List<String> arguments,
      Map<String, String> variables,
      boolean asks,
      Optional<Askpass> askpass)
      throws IOException {
    Duration usual = about.connectTimeout().plus(about.silence());
    try {
      return new SshProcess(
          program.start(arguments, variables),
          about,
          asks ? PERSON : usual,
          () -> {
            askpass.ifPresent(script -> script.questions().forEach(this::asked));
            askpass.ifPresent(Askpass::close);
          });
    } catch (IOException e) {
      askpass.ifPresent(Askpass::close);
      throw new EnvironmentException(
          "the SSH program '" + program.words().get(0) + "' cannot be run: " + e.getMessage(),
          program.named()
              ? "correct " + program.origin() + ", or unset it to use ssh"
              : "check the installation of OpenSSH's client",
          e);
    }
  }

  private void asked(String question) {
    trace.question(question);
  }

  private List<String> openSshOptions(
      Map<String, String> variables, boolean asks, boolean answered) {
    List<String> words = new ArrayList<>();
    if (!asks) {
      // One try: a login that was refused is not sent again.
      words.addAll(List.of("-o", answered ? "NumberOfPasswordPrompts=1" : "BatchMode=yes"));
    }
    if (effective.value("connecttimeout").isEmpty()) {
      words.addAll(
          List.of("-o", "ConnectTimeout=" + Math.max(1, about.connectTimeout().toSeconds())));
    }
    if (variables.containsKey("GIT_PROTOCOL")) {
      words.addAll(List.of("-o", "SendEnv=GIT_PROTOCOL"));
    }
    about
        .login()
        .flatMap(SshLogin::privateKey)
        .ifPresent(key -> words.addAll(List.of("-i", key.toString(), "-o", "IdentitiesOnly=yes")));
    return words;
  }

  /** Whether OpenSSH may be told not to ask at the terminal; since 8.4. */
  private boolean answersScripts() {
    if (File.separatorChar == '\\') {
      return false;
    }
    try {
      Process process = program.start(List.of("-V"), Map.of());
      process.getOutputStream().close();
      String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher version = VERSION.matcher(said);
      if (!version.find()) {
        return false;
      }
      int major = Integer.parseInt(version.group(1));
      return major > 8 || (major == 8 && Integer.parseInt(version.group(2)) >= 4);
    } catch (IOException e) {
      return false;
    }
  }

  /** The fingerprint of a server that was refused without showing it. */
  Optional<String> fingerprint() {
    try (Askpass askpass = Askpass.create()) {
      List<String> arguments = new ArrayList<>(options);
      arguments.addAll(
          List.of(
              "-o",
              "StrictHostKeyChecking=ask",
              "-o",
              "PreferredAuthentications=none",
              "-o",
              "ConnectTimeout=" + Math.max(1, about.connectTimeout().toSeconds())));
      arguments.addAll(program.place(target));
      Process process =
          program.start(arguments, askpass.variables(Optional.empty(), Optional.empty()));
      process.getOutputStream().close();
      CompletableFuture.delayedExecutor(about.connectTimeout().toSeconds() + 1, TimeUnit.SECONDS)
          .execute(process::destroyForcibly);
      String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return SshText.fingerprint(String.join("\n", askpass.questions()) + said);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void disconnect() {
    if (home != null) {
      home.close();
    }
  }

  /** Key files that could have been used, had they been opened. */
  List<Path> lockedKeys() {
    return effective.all("identityfile").stream()
        .map(this::expanded)
        .filter(Files::isRegularFile)
        .filter(KeyFiles::isLocked)
        .toList();
  }
}
