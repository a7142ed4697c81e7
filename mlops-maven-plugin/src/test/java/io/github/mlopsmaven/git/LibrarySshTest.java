package io.github.mlopsmaven.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same where no {@code ssh} is installed: JGit's own client. */
class LibrarySshTest extends SshTest {

  @Override
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("GIT_SSH"));
    environment.put("PATH", "");
    environment.remove("Path");
    return environment;
  }

  /** What this client does not have, and what leads elsewhere, is not passed over. */
  @ParameterizedTest
  @CsvSource({
    "ProxyCommand nc %h %p",
    "KnownHostsCommand /bin/true",
    "CanonicalizeHostname yes",
    "CertificateFile ~/.ssh/cert.pub",
    "BindAddress 127.0.0.2",
    "Match exec true",
  })
  void keyThatItDoesNotHaveIsRefused(String line) throws Exception {
    trustHost();
    writeKey(userKey);
    Files.writeString(ssh.resolve("config"), "Host other\n" + line + "\nHost *\n" + line + "\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(line.replaceAll("^(Match exec|\\w+).*", "$1"))
        .hasMessageMatching("(?s).*\\(\\Q" + ssh.resolve("config") + "\\E:[24]:1\\).*")
        .hasMessageContaining("install OpenSSH's client");
    assertThat(server.commands()).isEmpty();
  }

  @Test
  void keysForOtherServersDoNotMatter() throws Exception {
    trustHost();
    writeKey(userKey);
    Files.writeString(
        ssh.resolve("config"),
        "Match host other exec true\nUser x\nHost other\nProxyCommand x\nMatch all\nProxyCommand none\n");
    assertThat(read()).hasSize(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // Needs a shell.
  void unreadableKnownHostsIsSaidAndGoneOnFrom() throws Exception {
    writeKey(userKey);
    Path known = Files.createDirectory(ssh.resolve("folder"));
    Files.writeString(
        ssh.resolve("config"),
        "UserKnownHostsFile " + known + "\nStrictHostKeyChecking accept-new\n");
    assertThat(read()).hasSize(2);
    assertThat(known).isEmptyDirectory();
  }

  /** Oracle's Java takes those of Bouncy Castle from its signed jar only. */
  @Test
  void ciphersAreJavasOwn() throws Exception {
    // With classes of its own: the server of the other tests has chosen already in those of this
    // one.
    List<URL> paths = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      paths.add(Path.of(path).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(paths.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      Class.forName("io.github.mlopsmaven.ssh.LibrarySsh", true, loader);
      Class<?> chosen = Class.forName(SecurityUtils.class.getName(), true, loader);
      Map<String, List<String>> kinds =
          Map.of(
              "getCipher", List.of("AES/CTR/NoPadding", "ChaCha20", "DESede/CBC/NoPadding"),
              "getMac", List.of("HmacSHA256", "HmacMD5"),
              "getKeyAgreement", List.of("DH", "ECDH", "X25519", "X448"));
      for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
        Method get = chosen.getMethod(kind.getKey(), String.class);
        for (String name : kind.getValue()) {
          Object made = get.invoke(null, name);
          Provider provider = (Provider) made.getClass().getMethod("getProvider").invoke(made);
          assertThat(provider.getName()).as(name).isNotEqualTo(SecurityUtils.BOUNCY_CASTLE);
        }
      }
      assertThat(chosen.getMethod("isEDDSACurveSupported").invoke(null)).isEqualTo(true);
    } finally {
      Thread.currentThread().setContextClassLoader(LibrarySshTest.class.getClassLoader());
    }
  }
}
