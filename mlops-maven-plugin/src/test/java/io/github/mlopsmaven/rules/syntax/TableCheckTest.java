package io.github.mlopsmaven.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.ProjectUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableCheckTest {

  private static List<String> found(String... lines) {
    return ProjectUnderTest.with("data/a.csv", lines).findings(new TableCheck());
  }

  @Test
  void reportsRowsThatDiffer() {
    assertThat(
            found(
                "id,city,fare",
                "1,A,2",
                "2,B",
                "3,\"C, D\",4",
                "4,E,5",
                "5,F,6",
                "6,G,7,8",
                "7,H,9",
                "8,I,1",
                "9,J,2",
                "10,K,3"))
        .containsExactly(
            "data/a.csv:3:1: warning: the row has 2 values, and the header has 3 names; give it one"
                + " value for each name, and put quotes around a value with the separator"
                + " [csv-row]",
            "data/a.csv:7:1: warning: the row has 4 values, and the header has 3 names; give it one"
                + " value for each name, and put quotes around a value with the separator"
                + " [csv-row]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b¶1,2¶3,4¶5,6¶7,8¶¶",
        "a;b¶1,5;2¶3,5;4¶5;6¶7;8",
        "a\tb¶1\t2¶3\t4¶5\t6¶7\t8¶",
        "a,b¶1,\"2, and¶another \"\"line\"\",\"¶3,4¶5,6¶7,8",
        "a,b¶x\"y,2¶3,4\"¶5,6¶7,8",
        // No plain table: an index without a name, a second table, a remark, one column.
        "a,b¶0,1,2¶1,3,4¶2,5,6¶3,7,8",
        "a,b¶1,2¶3,4¶c,d,e¶1,2,3¶4,5,6",
        "# a, remark¶1,2¶3,4¶5,6¶7,8¶9",
        "a¶1,2¶3¶4¶5¶6",
        // A quote without an end.
        "a,b¶1,2¶3,4¶5,6¶7,8¶\"9,1",
        // Too few rows to say what a row is.
        "a,b¶1,2,3¶4,5",
        "",
      })
  void reads(String text) {
    assertThat(found(text.split("¶", -1))).isEmpty();
  }

  @Test
  void leavesOtherFilesAndBinaryContent() {
    assertThat(
            ProjectUnderTest.with("a.txt", "a,b", "1,2,3", "4,5", "6,7", "8,9", "1,2")
                .places(new TableCheck()))
        .isEmpty();
  }
}
