package io.github.mlopsmaven.git;

import io.github.mlopsmaven.generate.ProjectRepository.Author;
import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.gitconfig.GitEnvironment;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who commits, as git finds it: environment, then {@code author.*}, then {@code user.*}, then
 * {@code EMAIL}. Git's last resort, a name and an address made up from the account and the machine,
 * is not taken.
 */
final class GitIdentity {

  private final GitConfiguration configuration;
  private final GitEnvironment environment;

  GitIdentity(GitConfiguration configuration, GitEnvironment environment) {
    this.configuration = configuration;
    this.environment = environment;
  }

  /** The author; empty where name or address is not set on purpose. */
  Optional<Author> author() {
    Optional<String> name =
        first(
            Stream.of(
                environment.variable("GIT_AUTHOR_NAME"),
                configuration.text("author.name"),
                configuration.text("user.name"),
                environment.variable("GIT_COMMITTER_NAME")));
    Optional<String> email =
        first(
            Stream.of(
                environment.variable("GIT_AUTHOR_EMAIL"),
                configuration.text("author.email"),
                configuration.text("user.email"),
                address(),
                environment.variable("GIT_COMMITTER_EMAIL")));
    return name.flatMap(n -> email.map(e -> new Author(n, e)));
  }

  /** With {@code user.useConfigOnly}, git takes no address from elsewhere. */
  private Optional<String> address() {
    return configuration.isOn("user.useConfigOnly")
        ? Optional.empty()
        : environment.variable("EMAIL");
  }

  private static Optional<String> first(Stream<Optional<String>> candidates) {
    return candidates
        .flatMap(Optional::stream)
        .map(GitIdentity::withoutCrud)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** What git takes off both ends of a name or an address, and out of the middle. */
  private static String withoutCrud(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isCrud(value.charAt(start))) {
      start++;
    }
    while (end > start && isCrud(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end).replaceAll("[\\n<>]", "");
  }

  private static boolean isCrud(char c) {
    return c <= ' ' || ".,:;<>\"\\'".indexOf(c) >= 0;
  }
}
