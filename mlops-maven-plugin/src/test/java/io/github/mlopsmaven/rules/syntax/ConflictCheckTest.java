package io.github.mlopsmaven.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConflictCheckTest {

  private static final String[] CONFLICT = {
    "a: 1", "<<<<<<< HEAD", "b: 2", "=======", "b: 3", ">>>>>>> update", "c: 4"
  };

  private final ConflictCheck check = new ConflictCheck();

  @ParameterizedTest
  @ValueSource(strings = {"config.yml", "src/train.py", "README.md", "data/keys.csv", "Makefile"})
  void reportsWhereItBegins(String path) {
    assertThat(ProjectUnderTest.with(path, CONFLICT).places(check))
        .containsExactly(path + ":2:1 [merge-conflict]");
  }

  @Test
  void readsTheFormThatShowsTheBaseToo() {
    assertThat(
            ProjectUnderTest.with(
                    "a.sh", "<<<<<<< ours", "a", "||||||| base", "b", "=======", "c", ">>>>>>> x")
                .findings(check))
        .containsExactly(
            "a.sh:1:1: error: a merge left both sides here, with the lines that separate them;"
                + " keep what is right of the two, and delete the lines '<<<<<<<', '=======' and"
                + " '>>>>>>>' [merge-conflict]");
  }

  @Test
  void leavesWhatOnlyLooksLikeIt() {
    assertThat(
            ProjectUnderTest.with("a.py", "x = '<<<<<<< a'", "#  =======", "y = 1 >>>>>>> 2")
                .and("b.rst", "Title", "=======", ">>>>>>> a")
                .and("c.sh", "cat <<<<<<< x", "=======", ">>>>>>> y")
                .and("d.md", "```text", "<<<<<<< HEAD", "=======", ">>>>>>> x", "```")
                .and("e.patch", CONFLICT)
                .and("f.txt", ">>>>>>> x", "=======", "<<<<<<< y")
                .places(check))
        .isEmpty();
  }
}
