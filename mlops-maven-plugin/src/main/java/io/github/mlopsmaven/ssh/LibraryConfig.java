package io.github.mlopsmaven.ssh;

import io.github.mlopsmaven.io.StagingDirectory;
import io.github.mlopsmaven.problem.Place;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.internal.transport.ssh.OpenSshConfigFile;
import org.eclipse.jgit.transport.SshConfigStore;

/**
 * The user's and the system's configuration of OpenSSH, for JGit's own client. {@code Include},
 * {@code Host} and the plain forms of {@code Match} are followed here; JGit reads the lines that
 * remain for one server. A key that this client does not have, and that leads elsewhere, is
 * refused.
 */
final class LibraryConfig implements SshConfigStore {

  private static final int DEPTH = 16;
  private static final Path SYSTEM = Path.of("/etc/ssh/ssh_config");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");
  private static final Pattern LINE =
      Pattern.compile("\\s*\"?([A-Za-z0-9]+)\"?(?:\\s*=\\s*|\\s+)(.*)");

  /** What leads to another server, account or trust, and JGit's client does not have. */
  private static final Set<String> MISSING =
      Set.of(
          "proxycommand",
          "canonicalizehostname",
          "knownhostscommand",
          "certificatefile",
          "bindaddress",
          "bindinterface",
          "revokedhostkeys",
          "addressfamily",
          "remotecommand");

  private final Path home;
  private final List<String> first;
  private final Map<String, String> aliases = new HashMap<>();

  /**
   * Reads lazily.
   *
   * @param first lines that go before all others
   */
  LibraryConfig(Path home, List<String> first) {
    this.home = home;
    this.first = List.copyOf(first);
  }

  /** The name that a server is known by. */
  String knownAs(String connectAddress) {
    return aliases.getOrDefault(connectAddress.toLowerCase(Locale.ROOT), connectAddress);
  }

  @Override
  public HostConfig lookup(String host, int port, String user) {
    try {
      Lines lines = new Lines(host, user == null ? "" : user);
      lines.out.addAll(first);
      lines.read(home.resolve(".ssh/config"), true, 0);
      lines.read(SYSTEM, true, 0);
      try (StagingDirectory staging = StagingDirectory.temporary("mlops-ssh-config")) {
        Path file = Files.write(staging.path().resolve("config"), lines.out);
        HostConfig config =
            new OpenSshConfigFile(home.toFile(), file.toFile(), System.getProperty("user.name"))
                .lookup(host, port, user);
        remember(host, port, config);
        return config;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remember(String host, int port, HostConfig config) throws IOException {
    String alias = config.getValue("HostKeyAlias");
    String name = Optional.ofNullable(config.getValue("HostName")).orElse(host);
    boolean aliased = alias != null && !alias.isEmpty();
    boolean six = name.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    if (!aliased && !six) {
      return;
    }
    String said = config.getValue("Port");
    int usual = said != null && said.matches("\\d+") ? Integer.parseInt(said) : 22;
    int number = port > 0 ? port : usual;
    // JGit's client writes an address of IPv6 out; known_hosts has it as it was typed.
    String full = six ? InetAddress.getByName(name).getHostAddress() : name;
    String known = aliased ? alias : SshTarget.knownAs(name, number);
    aliases.put(SshTarget.knownAs(full, number).toLowerCase(Locale.ROOT), known);
  }

  @Override
  public HostConfig lookupDefault(String host, int port, String user) {
    return lookup(host, port, user);
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = Optional.ofNullable(matcher.group(1)).orElse(matcher.group(2));
      if (word.startsWith("#") && matcher.group(1) == null) {
        break;
      }
      words.add(word);
    }
    return words;
  }

  /** The lines that count for one server, in order. */
  private final class Lines {

    private final String host;
    private final List<String> out = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();

    Lines(String host, String user) {
      this.host = host;
      if (!user.isEmpty()) {
        values.put("user", user);
      }
    }

    void read(Path file, boolean counts, int depth) throws IOException {
      if (!Files.isRegularFile(file) || depth > DEPTH) {
        return;
      }
      boolean active = counts;
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
          continue;
        }
        String key = parts.group(1).toLowerCase(Locale.ROOT);
        List<String> words = words(parts.group(2));
        String where = new Place(file.toString(), number, parts.start(1) + 1).toString();
        switch (key) {
          case "host" -> active = counts && KnownHostLine.matches(words, host);
          case "match" -> active = counts && matches(words, where);
          case "include" -> {
            for (String name : words) {
              for (Path included : HomeConfig.files(name, home)) {
                read(included, active, depth + 1);
              }
            }
          }
          default -> {
            if (active) {
              take(key, words, line, where);
            }
          }
        }
      }
    }

    private void take(String key, List<String> words, String line, String where) {
      String value = words.isEmpty() ? "" : words.get(0);
      // The first of the two counts.
      String slot = key.equals("proxyjump") ? "proxycommand" : key;
      boolean set = values.putIfAbsent(slot, value) != null;
      boolean none =
          Set.of("none", "no", "false", "any", "").contains(value.toLowerCase(Locale.ROOT));
      if (MISSING.contains(key) && !set && !none) {
        throw refused(parts(line), where);
      }
      if (!(set && slot.equals("proxycommand"))) {
        out.add(line);
      }
    }

    private String parts(String line) {
      return line.strip().split("[\\s=]", 2)[0];
    }

    private boolean matches(List<String> words, String where) {
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i).toLowerCase(Locale.ROOT);
        boolean negated = word.startsWith("!");
        String criterion = negated ? word.substring(1) : word;
        if (criterion.equals("all")) {
          continue;
        }
        String pattern = i + 1 < words.size() ? words.get(++i) : "";
        Optional<String> name =
            switch (criterion) {
              case "originalhost" -> Optional.of(host);
              case "host" -> Optional.of(values.getOrDefault("hostname", host).replace("%h", host));
              case "user" ->
                  Optional.of(values.getOrDefault("user", System.getProperty("user.name")));
              case "localuser" -> Optional.of(System.getProperty("user.name"));
              default -> Optional.empty();
            };
        if (name.isEmpty()) {
          throw refused("Match " + words.get(i - 1), where);
        }
        if (KnownHostLine.matches(List.of(pattern.split(",")), name.get()) == negated) {
          return false;
        }
      }
      return true;
    }

    private UsageException refused(String key, String where) {
      return new UsageException(
          "the SSH configuration for "
              + host
              + " says "
              + key
              + " ("
              + where
              + "), which needs ssh",
          "install OpenSSH's client, so that ssh is on the PATH, or name one with GIT_SSH, or remove"
              + " that line");
    }
  }
}
