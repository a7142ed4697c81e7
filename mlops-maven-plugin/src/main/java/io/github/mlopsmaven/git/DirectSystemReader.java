package io.github.mlopsmaven.git;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Finds the system's git configuration where git keeps it. JGit starts a {@code git} process to
 * ask. The user's configuration is read as ever.
 */
final class DirectSystemReader extends SystemReader.Delegate {

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

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    String named = getenv("GIT_CONFIG_SYSTEM");
    File file = new File(named == null || named.isEmpty() ? usualPlace() : named);
    return skipped() || !file.isFile()
        ? new MemoryConfig(parent)
        : new FileBasedConfig(parent, file, fs);
  }

  private boolean skipped() {
    String skip = getenv("GIT_CONFIG_NOSYSTEM");
    return skip != null && !skip.isEmpty() && !skip.equals("0") && !skip.equals("false");
  }

  private String usualPlace() {
    if (!isWindows()) {
      return "/etc/gitconfig";
    }
    String programs = getenv("ProgramFiles");
    return (programs == null ? "C:\\Program Files" : programs) + "\\Git\\etc\\gitconfig";
  }
}
