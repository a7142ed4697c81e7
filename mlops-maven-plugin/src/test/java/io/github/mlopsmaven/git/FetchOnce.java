package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.servers.HttpProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run in a process of its own: fetches a directory of a template into a cache. */
final class FetchOnce {

  private FetchOnce() {}

  /**
   * Runs.
   *
   * @param args URL, cache directory, directory of the template
   */
  public static void main(String[] args) {
    GitAccess access = GitAccess.standard();
    String proxy = System.getProperty("test.proxy", "");
    if (!proxy.isEmpty()) {
      Credentials login = new Credentials("paul", "pr0xy");
      int port = Integer.parseInt(proxy);
      access =
          access.withProxies(
              List.of(new HttpProxy("http", "127.0.0.1", port, Optional.of(login), "")));
    }
    int files = Templates.read(args[0], Optional.empty(), Path.of(args[1]), access, args[2]).size();
    System.out.println(files + " files");
  }

  /** Starts one. */
  static Process start(String url, Path cache, String directory, String... jvm) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvm));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FetchOnce.class.getName(), url, cache.toString(), directory));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
