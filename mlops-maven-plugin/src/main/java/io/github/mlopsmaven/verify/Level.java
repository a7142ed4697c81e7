package io.github.mlopsmaven.verify;

import java.util.Locale;

/** How bad a finding is, worst first. */
public enum Level {
  /** Something will not work. */
  ERROR,
  /** Something probably will not work, or could not be checked. */
  WARNING,
  /** Something to know. */
  NOTE;

  /** The word for it in reports and settings: {@code error}, {@code warning} or {@code note}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
