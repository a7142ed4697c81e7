package io.github.mlopsmaven.mojo;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where each operating system wants programs to keep what they can fetch again. */
final class UserCache {

  private static final String NAME = "mlops-maven";

  private UserCache() {}

  static Path directory() {
    return directory(
        System.getProperty("os.name", ""), System.getProperty("user.home", ""), System.getenv());
  }

  static Path directory(String system, String home, Map<String, String> environment) {
    String lower = system.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      String local = environment.get("LOCALAPPDATA");
      return local == null || local.isEmpty()
          ? Path.of(home, "AppData", "Local", NAME)
          : Path.of(local, NAME);
    }
    if (lower.startsWith("mac")) {
      return Path.of(home, "Library", "Caches", NAME);
    }
    String cache = environment.get("XDG_CACHE_HOME");
    return cache == null || !cache.startsWith("/")
        ? Path.of(home, ".cache", NAME)
        : Path.of(cache, NAME);
  }
}
