package io.github.mlopsmaven.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  private static final List<String> OFFERED = List.of("classical", "cv", "nlp");

  @ParameterizedTest
  @CsvSource({
    "clasical, classical",
    "CLASSICAL, classical",
    "classicla, classical",
    "classic, classical",
    "vc, cv",
    "npl, nlp",
    "nl, nlp"
  })
  void theNearestWordIsMeant(String typed, String meant) {
    assertThat(Suggestion.nearest(typed, OFFERED)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"tabular", "''", "xyz", "klassisch"})
  void whatIsFarFromEveryWordMeansNone(String typed) {
    assertThat(Suggestion.nearest(typed, OFFERED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ref, templateRef",
    "REF, templateRef",
    "protect, protectBranch",
    "aml, python-aml",
    "branch, protectBranch"
  })
  void aPartOfOneNameMeansTheName(String typed, String meant) {
    assertThat(
            Suggestion.meant(
                typed, List.of("templateRef", "protectBranch", "python-aml", "remoteServerId")))
        .contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"serverId", "id", "erverId", "late"})
  void aPartOfSeveralNamesOrOfAWordMeansNone(String typed) {
    assertThat(
            Suggestion.meant(
                typed, List.of("templateServerId", "remoteServerId", "templateRef", "emplater")))
        .isEmpty();
  }

  @Test
  void aPartOfANameIsNotAMistypedName() {
    assertThat(Suggestion.nearest("path", List.of("targetPath", "artifactName"))).isEmpty();
  }

  @Test
  void theRemedyListsTheWordsInTheirOrder() {
    assertThat(Suggestion.useOneOf("npl", OFFERED))
        .isEqualTo("use one of classical, cv, nlp (did you mean nlp?)");
    assertThat(Suggestion.useOneOf("tabular", OFFERED)).isEqualTo("use one of classical, cv, nlp");
    assertThat(Suggestion.useOneOf("x", List.of("only"))).isEqualTo("use only");
  }

  @Test
  void aLongListEndsWithTheNumberOfTheOthers() {
    List<String> hundred = IntStream.range(100, 200).mapToObj(i -> "v" + i).toList();
    List<String> more = IntStream.range(100, 203).mapToObj(i -> "v" + i).toList();

    assertThat(Suggestion.useOneOf("other", hundred))
        .startsWith("use one of v100, v101, ")
        .endsWith(", v198, v199");
    assertThat(Suggestion.useOneOf("v202x", more))
        .endsWith(", v199 and 3 others (did you mean v202?)");
  }
}
