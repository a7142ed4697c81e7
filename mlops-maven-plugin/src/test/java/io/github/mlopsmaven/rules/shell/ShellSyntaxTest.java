package io.github.mlopsmaven.rules.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.verify.Position;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bash reads and what it refuses, with {@code bash -n} 5.2 as the judge of the table. */
class ShellSyntaxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# only a comment",
        "a && b || ! c | d &",
        "time -p a; !",
        "if a; then b; elif c; then d; else e; fi > f 2>&1",
        "while read -r x; do echo \"$x\"; done < <(ls)",
        "until a; do b; done &",
        "for x in a \"b c\" $d; do echo; done",
        "for x do echo; done",
        "for x¶in a¶do echo; done",
        "for x in a b; { echo; }",
        "for ((i=0; i<3; i++)); do echo $i; done",
        "select x in a; do echo; done",
        "case $a in a|b) c;; (d) e ;; *) esac",
        "case a in¶  \"x y\") echo ;&¶  z) ;;&¶esac",
        "f() { echo; }¶function g { echo; }¶function h() (echo)¶a-b() { c; }",
        "x=(a b¶ c # no¶)¶x+=(d)¶x[1]=e¶declare -A y=([a]=b)",
        "echo $(( (1 + 2) * ${#x[@]} )) $[1+1]¶(( x++ ))¶( (a) )¶((a) )",
        "echo \"$(echo \")\" 'a)')\" `echo \"b\"`",
        "echo ${x:-${y:-\"z}\"}} ${x//'\"'/} ${x#*\\}} $'it\\'s'",
        "[[ -f $a && ( b == c* || ! $d =~ ^(x|y)$ ) || 1 -eq 2 ]]",
        "[[ $a < $b¶ && c != @(d|e) ]]",
        "cat <<EOF > x¶it's ( $a¶EOF¶cat <<-'E' | b¶\t$(c¶\tE¶echo",
        "x=$(cat <<E¶it's )¶E¶)",
        "coproc x { a; }¶exec {fd}>&1 3<&0 &>f",
        "a=b c=d e >f <<< \"g\"",
        "echo if then fi done } a#b",
        "{ a; }; ( b )",
        "echo a \\¶  b",
        "diff <(a) >(b)",
        "if [ a ]¶then¶# c¶b¶fi",
        "# a¶! a¶\t \r¶b\r",
      })
  void reads(String script) {
    assertThat(ShellScript.parse(script.replace('¶', '\n')).syntax().mistake()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "if a; then b ~ 1:1 ~ 'if' has no 'fi'",
        "if a¶  b¶fi ~ 3:1 ~ 'fi' was not expected here",
        "if a; then¶# c¶fi ~ 3:1 ~ 'fi' was not expected here",
        "a¶fi ~ 2:1 ~ 'fi' was not expected here",
        "while a; do b ~ 1:1 ~ 'while' has no 'done'",
        "for x in a; b; done ~ 1:13 ~ 'b' was not expected here",
        "for 1x in a; do b; done ~ 1:5 ~ '1x' was not expected here",
        "case a in b) c;; ~ 1:1 ~ 'case' has no 'esac'",
        "case a b) c;; esac ~ 1:8 ~ 'b' was not expected here",
        "f() { } ~ 1:7 ~ '}' was not expected here",
        "f() echo ~ 1:5 ~ 'echo' was not expected here",
        "f() {¶a ~ 1:5 ~ '{' has no '}'",
        "{ a; } } ~ 1:8 ~ '}' was not expected here",
        "(a ~ 1:1 ~ '(' is never closed",
        "a) ~ 1:2 ~ ')' was not expected here",
        "echo a(b) ~ 1:7 ~ '(",
        "echo \"a ~ 1:6 ~ the quote \" is never closed",
        "a='b ~ 1:3 ~ the quote ' is never closed",
        "echo `a ~ 1:6 ~ the quote ` is never closed",
        "a=\"$(b)¶c ~ 1:3 ~ the quote \" is never closed",
        "echo ${a ~ 1:6 ~ '${' is never closed",
        "echo $(a ~ 1:7 ~ '(' is never closed",
        "x=(a b ~ 1:3 ~ '(' is never closed",
        "echo a=(b) ~ 1:8 ~ '(",
        "a | ; b ~ 1:5 ~ ';' was not expected here",
        "a && ~ 1:5 ~ the script ends in the middle of a command",
        "a & & b ~ 1:5 ~ '&' was not expected here",
        "a;; b ~ 1:2 ~ ';' was not expected here",
        "[[ a b ]] ~ 1:6 ~ 'b' was not expected here",
        "[[ a == ]] ~ 1:9 ~ ']]' was not expected here",
        "[[ a ] ~ 1:6 ~ ']' was not expected here",
        "[[ -f a ~ 1:1 ~ '[[' is never closed",
        "cat <<EOF¶a ~ 1:5 ~ the here document 'EOF' has no end",
        "echo > ~ 1:7 ~ the script ends in the middle of a command",
      })
  void refuses(String script, String place, String problem) {
    String text = script.replace('¶', '\n');
    assertThat(ShellScript.parse(text).syntax().mistake())
        .hasValueSatisfying(
            mistake -> {
              assertThat(mistake.problem()).startsWith(problem);
              Position position = Position.of(text, mistake.index());
              assertThat(position.line() + ":" + position.column()).isEqualTo(place);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "echo $a ${b} \"$c${d#x}\" ${#e} ${f[0]} ~ a b c d e f",
        "cat <<E¶$a \\$b ${c:-x} ${d}¶E ~ a d",
        "cat <<'E'¶$a¶E ~ ",
        "a=1; echo '$b' \\$c $$d $1 $? ~ ",
        "echo ${a:-} ${b:?} ${c+x} $a $b $c ~ ",
        "for a in b; do read -r c d; done; echo $a $c $d ~ ",
        "f() { local a b=1; export c; printf -v d %s x; }; echo $a $b $c $d ~ ",
        "(( a = 1 )); mapfile -t b < c; getopts x d; echo $a $b $d ~ ",
        "if [ -z \"$a\" ]; then exit; fi; [[ -n $b ]]; echo $a $b ~ ",
        "echo $(echo $a) `echo $b` <(echo $c) ~ a b c",
      })
  void knowsWhatIsReadAndNotSet(String script, String names) {
    ShellSyntax syntax = ShellScript.parse(script.replace('¶', '\n')).syntax();
    assertThat(syntax.mistake()).isEmpty();
    assertThat(syntax.read().keySet().stream().filter(name -> !syntax.set().contains(name)))
        .containsExactlyInAnyOrder(names == null ? new String[0] : names.strip().split(" ", -1));
  }
}
