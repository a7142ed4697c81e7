package io.github.mlopsmaven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It says what all checks together would say, and asks no more of them than it must. */
class FirstFindingTest {

  @TempDir Path folder;
  private final List<String> asked = new ArrayList<>();

  /** Finds its word in a file. */
  private Check check(String word) {
    Rule rule = new Rule("word-" + word, Level.ERROR, "A word");
    return new Check() {
      @Override
      public List<Rule> rules() {
        return List.of(rule);
      }

      @Override
      public void check(VerifiedProject project, Findings findings) {
        asked.add(word);
        for (SourceFile file : project.files().all()) {
          if (file.text().contains(word)) {
            findings.add(rule, file.path(), Position.START, "the word", "remove it");
          }
        }
      }
    };
  }

  @Test
  void theCheckThatSawTheLastIsAskedFirst() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "plain");
    ProjectFiles plain = ProjectFiles.in(folder);
    FirstFinding first = new FirstFinding(List.of(check("red"), check("blue"), check("green")));

    assertThat(first.rules(plain)).isEmpty();
    assertThat(asked).containsExactly("red", "blue", "green");

    asked.clear();
    assertThat(first.rules(plain.with("a.txt", "blue"))).containsExactly("word-blue");
    assertThat(first.rules(plain.with("b.txt", "blue green"))).containsExactly("word-blue");
    assertThat(asked).containsExactly("red", "blue", "blue");

    asked.clear();
    assertThat(first.rules(plain.with("b.txt", "red"))).containsExactly("word-red");
    assertThat(asked).containsExactly("blue", "red");
    assertThat(first.rules(plain)).as("one project says nothing of the next").isEmpty();
  }
}
