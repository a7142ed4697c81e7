package io.github.mlopsmaven.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.LimitException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Delimiters;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.Placeholders;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimitedFileTest {

  private static final Set<String> KNOWN = Set.of("name", "stages", "region", "organization");
  private static final Placeholders NAMES =
      new Placeholders(
          Map.of("name", "Jö's-Shop", "stages", "dev,prod", "organization", ""),
          Map.of("stages", List.of("dev", "prod")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      textBlock =
          """
          [[ § ]] § a [[ name ]] b [[name]] § a Jö's-Shop b Jö's-Shop
          [[ § ]] § [[ name | lower | replace('-', '_') ]] § jö's_shop
          [[ § ]] § [[ stages | join('+') ]] [[ stages ]] § dev+prod dev,prod
          [[ § ]] § [[ organization ]]x § x
          [[ § ]] § if [[ -n $name ]]; then [[ "$a" == b ]] § if [[ -n $name ]]; then [[ "$a" == b ]]
          [[ § ]] § ${name} $name {name} {{ name }} [name] § ${name} $name {name} {{ name }} [name]
          {{ § }} § {{ name }} ${{ name }} {{{ name }}} {{ vars.name }} § Jö's-Shop ${{ name }} {{{ name }}} {{ vars.name }}
          {{ cookiecutter. § }} § {{cookiecutter.name}} {{  cookiecutter.name  }} {{ other.name }} § Jö's-Shop Jö's-Shop {{ other.name }}
          {{ . § }} § {{.name}} {{ .name }} {{if .name}} § Jö's-Shop Jö's-Shop {{if .name}}
          @ § @ § me@example.org @name@ a@b c@ § me@example.org Jö's-Shop a@b c@
          <%= § %> § <%= name %> <% name %> § Jö's-Shop <% name %>
          """)
  void fillsInWhatStandsBetweenTheDelimiters(
      String start, String end, String text, String expected) {
    assertThat(filled(start, end, text.getBytes(StandardCharsets.UTF_8)))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(expected);
  }

  @Test
  void everyOtherByteStays() {
    byte[] content =
        "\u00ef\u00bb\u00bf\u00e4 [[ name ]]\r\n\u00ff#[[ x.y ]]# \\$a \\[[ name ]]"
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] name = "Jö's-Shop".getBytes(StandardCharsets.UTF_8);
    String bytes = new String(name, StandardCharsets.ISO_8859_1);

    assertThat(filled("[[", "]]", content))
        .asString(StandardCharsets.ISO_8859_1)
        .isEqualTo("\u00ef\u00bb\u00bf\u00e4 " + bytes + "\r\n\u00ff#[[ x.y ]]# \\$a \\" + bytes);
  }

  @Test
  void whatIsNotTextHasNoNames() {
    byte[] content = "PNG\0[[ name ]] [[ nothing ]]".getBytes(StandardCharsets.UTF_8);

    assertThat(filled("[[", "]]", content)).isEqualTo(content);
  }

  @Test
  void tellsEveryNameThatDoesNotExistWithItsPlace() {
    assertThatThrownBy(
            () ->
                filled(
                    "[[",
                    "]]",
                    "[[ nam ]]\nä [[ regoin | upper ]] [[ name | shout ]] [[ name | ]]"
                        .getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            """
            run.sh has 4 mistakes:
              run.sh:1:1: [[ nam ]] is not an option, value or name
                use one of name, organization, region, stages (did you mean name?); where it is text, give the file other delimiters in mlops-template.yml
              run.sh:2:3: [[ regoin | upper ]] is not an option, value or name
                use one of name, organization, region, stages (did you mean region?); where it is text, give the file other delimiters in mlops-template.yml
              run.sh:2:24: [[ name | shout ]] cannot be read: unknown filter 'shout': use one of lower, upper, capitalize, snake_case, kebab_case, pascal_case, replace, truncate, join
                correct it, or give the file other delimiters in mlops-template.yml
              run.sh:2:43: [[ name | ]] cannot be read: the placeholder {name |} cannot be read: write filters as in {name | replace('-', '_') | lower}
                correct it, or give the file other delimiters in mlops-template.yml
              correct all of them, then run it again""");
  }

  @Test
  void aValueThatNobodyGaveIsToldWithItsPlace() {
    assertThatThrownBy(
            () -> filled("[[", "]]", "a\n  [[ region ]]".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UsageException.class)
        .hasMessage("run.sh:2:3: [[ region ]] has no value\n  add -Dmlops.values.region=TEXT");
  }

  private static byte[] filled(String start, String end, byte[] content) {
    Delimiters delimiters =
        new Delimiters(List.of(Glob.of("*")), List.of(), start, end, Optional.empty());
    return DelimitedFile.read("run.sh", content, delimiters, KNOWN).fill(NAMES);
  }

  private static double worked(Runnable work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
  }

  private static DelimitedFile read(String text) {
    Delimiters at = new Delimiters(List.of(Glob.of("*")), List.of(), "@", "@", Optional.empty());
    return DelimitedFile.read("a.txt", text.getBytes(StandardCharsets.UTF_8), at, KNOWN);
  }

  /** Each with its line: to count them anew for each of a million mistakes would be for ever. */
  @Test
  void aFileOfAMillionMistakesTellsTheFirst() {
    String text = "x @nobody@\n".repeat(1_000_000);

    double seconds =
        worked(
            () ->
                assertThatThrownBy(() -> read(text))
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith(
                        "a.txt has 100 mistakes or more:\n  a.txt:1:3: @nobody@")
                    .hasMessageContaining("\n  a.txt:100:3: @nobody@")
                    .hasMessageNotContaining("a.txt:101:"));
    assertThat(seconds).as("seconds of work").isLessThan(8.0);
  }

  @Test
  void aFileOfMillionsOfNamesIsRefused() {
    assertThat(read("@name@".repeat(100_000)).hasNames()).isTrue();
    assertThatThrownBy(() -> read("@name@".repeat(1_500_000)))
        .isInstanceOf(LimitException.class)
        .hasMessageStartingWith("a.txt has more than 100000 names between @ and @\n")
        .hasMessageContaining("name fewer files in 'delimiters'");
  }
}
