package io.github.mlopsmaven.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What OpenSSH makes of its configuration for one server, as {@code ssh -G} prints it.
 *
 * @param works whether the program answered
 * @param said what it said instead
 * @param values the values of each key, in lower case
 */
record EffectiveConfig(boolean works, String said, Map<String, List<String>> values) {

  private static final int SECONDS = 10;

  /** Asks a program. */
  static EffectiveConfig ask(SshProgram program, List<String> arguments, Map<String, String> env) {
    List<String> question = new ArrayList<>(List.of("-G"));
    question.addAll(arguments);
    try {
      Process process = program.start(question, env);
      process.getOutputStream().close();
      // A command of the configuration ("Match exec") may not come to an end.
      CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS)
          .execute(process::destroyForcibly);
      // Little enough for the pipe: reading one after the other cannot block.
      String out = read(process.getInputStream());
      String err = read(process.getErrorStream());
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new EffectiveConfig(false, "no answer to -G", Map.of());
      }
      boolean works = process.exitValue() == 0;
      return new EffectiveConfig(works, err.strip(), works ? parse(out) : Map.of());
    } catch (IOException e) {
      return new EffectiveConfig(false, String.valueOf(e.getMessage()), Map.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new EffectiveConfig(false, "interrupted", Map.of());
    }
  }

  private static String read(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Map<String, List<String>> parse(String text) {
    Map<String, List<String>> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        values
            .computeIfAbsent(
                line.substring(0, blank).toLowerCase(Locale.ROOT), k -> new ArrayList<>())
            .add(line.substring(blank + 1).strip());
      }
    }
    return values;
  }

  /** The first value of a key; empty where there is none, or {@code none}. */
  Optional<String> value(String key) {
    return all(key).stream().findFirst().filter(text -> !text.equals("none"));
  }

  List<String> all(String key) {
    return values.getOrDefault(key, List.of());
  }

  /** Whether the shell or the system did not find a program to run. */
  boolean isNoProgram() {
    return said.contains("not found") || said.contains("No such file") || said.contains("error=");
  }

  /** Whether it failed because the user's configuration is wrong. */
  boolean badConfiguration() {
    return said.contains("onfiguration option")
        || said.contains("Bad owner or permissions")
        || said.matches("(?s).*line \\d+: .*");
  }
}
