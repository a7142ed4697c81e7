package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.problem.Visible;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * The border between what the plugin says and Maven's log. Every line that a goal logs passes here:
 * escape sequences and secrets are taken out, whoever wrote them. What is thrown is one line; its
 * stack trace is shown with {@code -X} only.
 */
final class VisibleLog implements Log {

  private final Log log;

  private VisibleLog(Log log) {
    this.log = log;
  }

  /** The border in front of a log; the log itself where there is one already. */
  static Log of(Log log) {
    return log instanceof VisibleLog ? log : new VisibleLog(log);
  }

  private static String shown(@Nullable CharSequence content) {
    return Visible.message(Redaction.redact(String.valueOf(content)));
  }

  private static String line(Throwable error) {
    return shown(error.getMessage() == null ? error.getClass().getName() : error.getMessage());
  }

  @Override
  public boolean isDebugEnabled() {
    return log.isDebugEnabled();
  }

  @Override
  public void debug(CharSequence content) {
    log.debug(Visible.lines(Redaction.redact(String.valueOf(content))));
  }

  @Override
  public void debug(CharSequence content, Throwable error) {
    debug(content);
    debug(error);
  }

  @Override
  public void debug(Throwable error) {
    if (log.isDebugEnabled()) {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace, true));
      debug(trace.toString());
    }
  }

  @Override
  public boolean isInfoEnabled() {
    return log.isInfoEnabled();
  }

  @Override
  public void info(CharSequence content) {
    log.info(shown(content));
  }

  @Override
  public void info(CharSequence content, Throwable error) {
    info(content);
    info(error);
  }

  @Override
  public void info(Throwable error) {
    log.info(line(error));
    debug(error);
  }

  @Override
  public boolean isWarnEnabled() {
    return log.isWarnEnabled();
  }

  @Override
  public void warn(CharSequence content) {
    log.warn(shown(content));
  }

  @Override
  public void warn(CharSequence content, Throwable error) {
    warn(content);
    warn(error);
  }

  @Override
  public void warn(Throwable error) {
    log.warn(line(error));
    debug(error);
  }

  @Override
  public boolean isErrorEnabled() {
    return log.isErrorEnabled();
  }

  @Override
  public void error(CharSequence content) {
    log.error(shown(content));
  }

  @Override
  public void error(CharSequence content, Throwable error) {
    error(content);
    error(error);
  }

  @Override
  public void error(Throwable error) {
    log.error(line(error));
    debug(error);
  }
}
