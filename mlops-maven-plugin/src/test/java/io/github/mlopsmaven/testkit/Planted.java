package io.github.mlopsmaven.testkit;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Secrets that a test puts where users have theirs, to look for them where they must not be. */
public final class Planted {

  /** A workflow that reads two secrets: one of the repository, one of an environment. */
  public static final String WORKFLOW =
      """
      on: workflow_dispatch
      jobs:
        report:
          runs-on: ubuntu-latest
          steps:
            - run: ./report.sh
              env: {HOOK: "${{ secrets.REPORT_HOOK }}"}
        rotate:
          runs-on: ubuntu-latest
          environment: prod
          steps:
            - run: ./rotate.sh
              env: {KEY: "${{ secrets.STORE_KEY }}"}
      """;

  /** The accounts that git servers are given beside a token. */
  private static final List<String> ACCOUNTS = List.of("", "x-access-token", "oauth2");

  private final List<String> forms = new ArrayList<>();

  private Planted(List<String> secrets, List<String> users) {
    for (String secret : secrets) {
      forms.add(secret);
      forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      forms.add(encoded(secret));
      Stream.concat(ACCOUNTS.stream(), users.stream())
          .map(user -> encoded(user + ":" + secret))
          .forEach(forms::add);
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Plants secrets.
   *
   * @param secrets as they are
   * @param users the accounts that they are sent with, beside those that hosts want
   */
  public static Planted of(List<String> secrets, List<String> users) {
    return new Planted(secrets, users);
  }

  /**
   * The secrets in a text: as they are, or as they are sent.
   *
   * @param text any
   */
  public List<String> in(String text) {
    return forms.stream().filter(text::contains).toList();
  }

  /**
   * The places below a folder that have a secret in their name or content.
   *
   * @param folder any
   * @throws IOException when it cannot be read
   */
  public List<String> below(Path folder) throws IOException {
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        if (!in(file.toString()).isEmpty()
            || (Files.isRegularFile(file)
                && !in(Files.readString(file, StandardCharsets.ISO_8859_1)).isEmpty())) {
          found.add(folder.relativize(file).toString());
        }
      }
    }
    return List.copyOf(found);
  }
}
