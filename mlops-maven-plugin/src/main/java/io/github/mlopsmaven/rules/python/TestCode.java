package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import java.util.regex.Pattern;

/** Which files are tests, or help them. */
final class TestCode {

  private static final Pattern PATH =
      Pattern.compile("(?:.*/)?(?:tests?/.*|test_[^/]*\\.py|[^/]*_test\\.py|conftest\\.py)");

  private TestCode() {}

  static boolean is(SourceFile file) {
    return PATH.matcher(file.path()).matches();
  }
}
