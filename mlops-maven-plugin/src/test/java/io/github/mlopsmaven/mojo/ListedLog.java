package io.github.mlopsmaven.mojo;

import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** Keeps what a goal logs. */
final class ListedLog extends SystemStreamLog {

  private final List<String> lines;

  ListedLog(List<String> lines) {
    this.lines = lines;
  }

  @Override
  public void info(CharSequence content) {
    lines.add(content.toString());
  }

  @Override
  public void warn(CharSequence content) {
    lines.add(content.toString());
  }

  @Override
  public void error(CharSequence content) {
    lines.add(content.toString());
  }
}
