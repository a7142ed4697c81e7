package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.testkit.BareRepository;
import io.github.mlopsmaven.testkit.GitHttpServer;
import io.github.mlopsmaven.testkit.SlowServer;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that stays, such as an IDE's or the Maven daemon's, gets everything back after a goal. */
@Timeout(300)
class StayingJvmTest {

  private static final int RUNS = 5;

  @TempDir Path temp;

  @Test
  void fiveRunsLeaveNoThreadAndNoClass() throws Exception {
    BareRepository template = BareRepository.create(temp.resolve("srv/t.git"));
    template.commitBytes(
        "main", Map.of("a.yml", "a: b\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    Set<String> before = new TreeSet<>();
    try (GitHttpServer git = GitHttpServer.start(temp.resolve("srv"));
        SlowServer api =
            SlowServer.start(
                (request, out) ->
                    SlowServer.say(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))) {
      for (int i = 0; i < RUNS; i++) {
        BareRepository.create(temp.resolve("srv/p" + i + ".git"));
        Path folder = Files.createDirectories(temp.resolve("run" + i));
        loaders.add(
            run(
                git.url("t.git"),
                git.url("p" + i + ".git"),
                api.url("").replaceFirst("/$", ""),
                folder));
        if (i == 0) {
          before = threads();
        }
      }
    }
    assertThat(remaining(loaders)).as("class loaders that stay").isZero();
    assertThat(threads()).as("threads").isSubsetOf(before);
  }

  private static WeakReference<ClassLoader> run(
      String template, String remote, String api, Path folder) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Thread thread = Thread.currentThread();
      ClassLoader context = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        loader
            .loadClass(RunOnce.class.getName())
            .getMethod("run", String.class, String.class, String.class, Path.class)
            .invoke(null, template, remote, api, folder);
      } finally {
        thread.setContextClassLoader(context);
      }
      return new WeakReference<>(loader);
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("slow-server"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many are left when the collector has done what it can. */
  private static long remaining(List<WeakReference<ClassLoader>> loaders)
      throws InterruptedException {
    for (int i = 0; i < 100 && loaders.stream().anyMatch(one -> one.get() != null); i++) {
      System.gc();
      Thread.sleep(100);
    }
    return loaders.stream().filter(one -> one.get() != null).count();
  }
}
