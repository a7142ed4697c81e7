package io.github.mlopsmaven.rules.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathFilterTest {

  private static final List<String> PATHS =
      List.of("README.md", "docs/a/b.md", "src/app.js", "src/lib/page.jsx", "infra/main.tf");

  @ParameterizedTest
  @CsvSource({
    "**, true",
    "*, true",
    "*.md, true",
    "*.js, false",
    "**.js, true",
    "**/*.jsx, true",
    "src/*.jsx, false",
    "**/*.jsx?, true",
    "docs/**/b.md, true",
    "docs/**, true",
    "docs/*, false",
    "docs/, true",
    "doc/**, false",
    "README.md, true",
    "readme.md, false",
    "src/[a-c]pp.js, true"
  })
  void readsFiltersOfGithub(String text, boolean matches) {
    assertThat(PathFilter.github(text).orElseThrow().matchesAny(PATHS)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "src, true",
    "src/, true",
    "/src, true",
    "src/*, true",
    "sr?, true",
    "source, false",
    "docs/**/b.md, true",
    "docs/a, true",
    "doc, false",
    "**/*.tf, true",
    "*, true"
  })
  void readsFiltersOfAzure(String text, boolean matches) {
    assertThat(PathFilter.azure(text).orElseThrow().matchesAny(PATHS)).isEqualTo(matches);
  }

  @Test
  void knowsNothingOfWhatIsNegatedOrCannotBeRead() {
    assertThat(PathFilter.github("!src/**")).isEmpty();
    assertThat(PathFilter.github("src/[**")).isEmpty();
    assertThat(PathFilter.github("${{ vars.paths }}")).isEmpty();
    assertThat(PathFilter.azure(".")).isEmpty();
  }

  @Test
  void aFilterBesideOthersMayBeForAPartThatOtherProjectsHave() {
    List<PathFilter> filters =
        List.of("src/**", "src/driver/**", "srcs/**", "elsewhere/**", "docs/ab/**").stream()
            .map(text -> PathFilter.github(text).orElseThrow())
            .toList();
    assertThat(PathFilter.idle(filters, PATHS))
        .extracting(PathFilter::text)
        .containsExactly("srcs/**", "elsewhere/**", "docs/ab/**");
    assertThat(PathFilter.idle(filters.subList(1, 2), PATHS)).hasSize(1);
    assertThat(filters.get(4).nearest(PATHS)).hasValue("docs/a");
  }
}
