package io.github.mlopsmaven.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.UsageException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VelocityRendererTest {

  private static final Map<String, Object> CONTEXT =
      Map.of(
          "namespace",
          "mlops",
          "postfix",
          "0001",
          "flag",
          false,
          "items",
          List.of("a", "b"),
          "map",
          Map.of("key", "value", "class", "first"));

  private final VelocityRenderer renderer = new VelocityRenderer();

  @Test
  void optionValuesAreDataAndNeverCode() {
    String value = "#set($x=1)$x ${y} #include('/etc/passwd') \\$z #foo()";

    assertThat(renderer.renderText("a.vm", "<${value}>", Map.of("value", value)))
        .isEqualTo("<" + value + ">");
  }

  @Test
  void lineEndsAndMissingLastLineEndAreKept() {
    assertThat(render("a: $namespace\r\nb: 1\r\n#if($flag)\r\nno\r\n#end\r\nc"))
        .isEqualTo("a: mlops\r\nb: 1\r\nc");
    assertThat(render("a\n\n\nb")).isEqualTo("a\n\n\nb");
  }

  @Test
  void bytesAreUtf8AndAByteOrderMarkIsDroppedAsInArchetypes() {
    byte[] template = "\uFEFFä ${namespace} 😀\n".getBytes(UTF_8);

    assertThat(new String(renderer.render("a.vm", template, CONTEXT), UTF_8))
        .isEqualTo("ä mlops 😀\n");
  }

  @Test
  void whatPipelinesWriteSurvives() {
    String text =
        """
        # comment
        #Note: x
        ${{ inputs.x }} ${{inputs.y}} $(namespace) $[variables.a] $1 $@ $$ #1
        echo "${#array[@]}" a$ #
        """;

    assertThat(render(text)).isEqualTo(text);
  }

  @Test
  void conditionsAndLoops() {
    assertThat(
            render(
                """
                #foreach($i in $items)
                - $i#if($foreach.hasNext),#end

                #end
                #if($flag)yes#{else}no#end $map.key $map.class $namespace.replace("m", "n")"""))
        .isEqualTo("- a,\n- b\nno value first nlops");
  }

  @Test
  void aTextIsTrueEvenWhenEmptyAsInArchetypes() {
    assertThat(renderer.renderText("a.vm", "#if($x)yes#end", Map.of("x", ""))).isEqualTo("yes");
  }

  @Test
  void anUndefinedNameIsRefusedWithItsPlace() {
    refused("one\ntwo\n  $namespce\n")
        .hasMessage(
            "data/x.vm:3:3: $namespce is not defined\n"
                + "  use one of flag, items, map, namespace, postfix (did you mean namespace?); where it"
                + " is text, write #[[$namespce]]#");
    refused("$!other").hasMessageContaining("data/x.vm:1:1: $other is not defined");
    refused("#if($other == 'x')a#end").hasMessageContaining("$other is not defined");
    refused("#foreach($i in $other)a#end").hasMessageContaining("$other is not defined");
  }

  @Test
  void aBareConditionMayAskWhetherANameIsDefined() {
    assertThat(render("#if($other)a#{else}b#end")).isEqualTo("b");
  }

  @Test
  void aHyphenAfterANameIsExplained() {
    refused("rg-$namespace-$postfix")
        .hasMessageContaining("$namespace- is not defined")
        .hasMessageContaining("write ${namespace}-, since '-' belongs to a name");
  }

  @Test
  void syntaxErrorsNameTheirPlace() {
    refused("a\n#if($flag)\nb\n").hasMessageStartingWith("data/x.vm:2:1: #if has no #end\n");
    refused("a\n#set($x = )\n").hasMessageStartingWith("data/x.vm:2:1: #set cannot be read: ");
    refused("a\n#end\n").hasMessageStartingWith("data/x.vm:2:1: #end cannot be read: ");
    refused("a\n\t${NAME:-x}\n")
        .hasMessageStartingWith("data/x.vm:2:2: ${NAME:-x} cannot be read: ")
        .hasMessageEndingWith("where it is text, write #[[${NAME:-x}]]#");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a #include('/etc/passwd')|#include",
        "a #parse('/etc/passwd')|#parse",
        "a #evaluate('$namespace')|#evaluate",
        "a #define($x)b#end $x|#define",
        "a #macro(x)b#end #x()|#macro",
        "a #set($x = \"#include('/etc/passwd')\")$x|#include",
        "a #set($x = \"#evaluate('b')\")$x|#evaluate"
      })
  void directivesThatReadFilesOrMakeCodeAreRefused(String template, String directive) {
    refused(template)
        .hasMessageContaining("data/x.vm:1:")
        .hasMessageContaining(directive + " is not allowed");
  }

  @Test
  void anUnknownDirectiveIsRefused() {
    refused("a\n#foo('b')").hasMessageContaining("data/x.vm:2:1: #foo is not a directive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$namespace.class",
        "$namespace.class.name",
        "$namespace.getClass().forName('java.lang.Runtime')",
        "$namespace.bytes",
        "$namespace.getBytes()",
        "$namespace.format('%s', 1)",
        "$items.class.classLoader",
        "$items.getClass()",
        "$items.add('x')",
        "$items.stream()",
        "$map.getClass().forName('java.lang.Runtime')",
        "$map.put('a', 'b')",
        "$map.entrySet().iterator().next().getClass()",
        "#set($map.key = 'x')",
        "$flag.class",
        "$flag.getClass()",
        "#foreach($i in $items)$foreach.class#end",
        "#foreach($i in $items)$foreach.info.class#end",
        "#foreach($i in [1..2])$i.class#end",
        "#foreach($i in [1..2])$i.getClass().forName('java.lang.Runtime')#end",
        "#set($l = [])$l.class",
        "#set($m = {})$m.getClass()"
      })
  void objectsAreOutOfReach(String template) {
    refused(template).hasMessageContaining("data/x.vm:1:");
  }

  @Test
  void tellsAllMistakesOfATemplate() {
    String template =
        """
        # $namespace of $owner
        export PATH=$HOME/bin:${PATH:-x} # then #if you want
        $namespace.shout() $owner.name #include <stdio.h>
        #if($flag)$foo#end ${{ secrets.X }} #end
        ## $comment #[[$unparsed]]# but $owner
        rg-$namespace-$postfix $HOME
        #foreach($i in $items)
        """;

    assertThat(renderer.problems("a.vm", template.getBytes(UTF_8), CONTEXT))
        .extracting(problem -> problem.problem())
        .containsExactly(
            "a.vm:1:17: $owner is not defined, nor at 3:20",
            "a.vm:2:13: $HOME is not defined, nor at 6:24",
            "a.vm:2:23: ${PATH:-x} cannot be read: Encountered \":-x} \"",
            "a.vm:2:41: #if cannot be read: Encountered \"you\"",
            "a.vm:3:12: 'shout()' cannot be used",
            "a.vm:3:32: #include is not allowed",
            "a.vm:4:37: #end cannot be read: Encountered \"#end\"",
            "a.vm:6:4: $namespace- is not defined",
            "a.vm:7:1: #foreach has no #end");
  }

  @Test
  void onlyPlainDataGoesIn() {
    assertThatThrownBy(() -> renderer.renderText("a", "b", Map.of("x", List.of(new Object()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'x' is neither text nor a boolean, list or map");
  }

  @Test
  void aTemplateInAnotherEncodingIsRefused() {
    assertThatThrownBy(() -> renderer.render("a.vm", "ä".getBytes(ISO_8859_1), Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("template a.vm is not UTF-8");
  }

  @Test
  void oneTemplateLeavesNothingForTheNext() {
    assertThat(render("#set($left = 1)$left")).isEqualTo("1");
    refused("$left").hasMessageContaining("$left is not defined");
  }

  private String render(String template) {
    return renderer.renderText("data/x.vm", template, CONTEXT);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(String template) {
    return assertThatThrownBy(() -> render(template)).isInstanceOf(UsageException.class);
  }
}
