package io.github.mlopsmaven.lock;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedPathsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        ProjectLockFile.PATH,
        FileList.PATH,
        ReservedPaths.OWNED,
        ReservedPaths.FINDINGS,
        ReservedPaths.NOTES
      })
  void noTemplateBringsThem(String path) {
    for (String spelling : new String[] {path, path.toUpperCase(Locale.ROOT)}) {
      assertThatThrownBy(() -> ReservedPaths.refuse(spelling))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("the template brings its own " + path + ", ");
    }
  }

  @Test
  void whatIsBesideThemIsTheTemplates() {
    for (String path : new String[] {".mlops/other", "project.yml", ".mlops/project.yml.txt"}) {
      assertThatCode(() -> ReservedPaths.refuse(path)).doesNotThrowAnyException();
    }
  }
}
