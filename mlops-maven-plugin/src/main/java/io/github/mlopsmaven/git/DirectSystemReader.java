package io.github.mlopsmaven.git;

import io.github.mlopsmaven.gitconfig.ConfigPlace;
import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.gitconfig.GitEnvironment;
import io.github.mlopsmaven.problem.UsageException;
import java.util.Locale;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Gives JGit what it needs of the user's git configuration, and no more. JGit itself starts a
 * {@code git} process to find the system's file, knows neither conditional includes nor the
 * configuration in the environment, and stops at values that it cannot parse, whether it needs them
 * or not.
 */
final class DirectSystemReader extends SystemReader.Delegate {

  /** Section, name, and the values that JGit understands. */
  private static final String[][] KEYS = {
    {"core", "autocrlf", "true|false|input|yes|no|on|off|1|0"},
    {"core", "eol", "lf|crlf|native"},
    {"core", "excludesFile", ".+"},
    {"core", "attributesFile", ".+"},
    {"core", "quotePath", "true|false|yes|no|on|off|1|0"},
    {"core", "sshCommand", ".+"},
  };

  private final FileBasedConfig measures;

  /**
   * Wraps a reader.
   *
   * @param reader answers everything else
   * @param measures stands for JGit's own configuration file
   */
  DirectSystemReader(SystemReader reader, FileBasedConfig measures) {
    super(reader);
    this.measures = measures;
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return measures;
  }

  /** JGit would start the program of GIT_SSH itself, and know nothing of GIT_SSH_COMMAND. */
  @Override
  public @Nullable String getenv(String variable) {
    return variable.equals("GIT_SSH") ? null : super.getenv(variable);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    // The user's configuration below has the system's in it.
    return new MemoryConfig(parent);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    MemoryConfig config = new MemoryConfig(parent);
    try {
      GitConfiguration user =
          GitConfiguration.read(GitEnvironment.ofThisProcess(), ConfigPlace.nowhere());
      for (String[] key : KEYS) {
        user.text(key[0] + "." + key[1])
            .filter(value -> value.toLowerCase(Locale.ROOT).matches(key[2]))
            .ifPresent(value -> config.setString(key[0], null, key[1], value));
      }
    } catch (UsageException e) {
      // Who needs the configuration itself says what is broken in it.
      return config;
    }
    return config;
  }
}
