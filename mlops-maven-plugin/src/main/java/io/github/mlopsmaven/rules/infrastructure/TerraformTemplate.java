package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that {@code templatefile()} fills in.
 *
 * @param reads the names that it reads, each with its first place
 * @param mistake why Terraform would not read it
 * @see <a
 *     href="https://developer.hashicorp.com/terraform/language/expressions/strings">Directives</a>
 */
record TerraformTemplate(Map<String, Integer> reads, Optional<Mistake> mistake) {

  private static final String END = "MLOPS_END_OF_TEMPLATE";

  private static final String BEFORE = "<<" + END + "\n";

  TerraformTemplate {
    reads = Map.copyOf(reads);
  }

  /**
   * A mistake.
   *
   * @param index where in the file's text
   * @param problem what is wrong
   */
  record Mistake(int index, String problem) {}

  /**
   * Reads a template.
   *
   * @param text its text
   */
  static TerraformTemplate parse(String text) {
    Map<String, Integer> reads = new LinkedHashMap<>();
    try {
      List<Token> tokens = HclLexer.tokens(BEFORE + text + "\n" + END + "\n");
      new Reader(tokens, reads).read();
      return new TerraformTemplate(reads, Optional.empty());
    } catch (SyntaxMistake e) {
      int index = Math.max(0, Math.min(text.length(), e.index() - BEFORE.length()));
      return new TerraformTemplate(
          Map.of(), Optional.of(new Mistake(index, String.valueOf(e.getMessage()))));
    }
  }

  private static final class Reader {

    private final List<Token> tokens;
    private final Map<String, Integer> reads;
    private final Deque<Token> open = new ArrayDeque<>();
    private final Deque<List<String>> names = new ArrayDeque<>();

    Reader(List<Token> tokens, Map<String, Integer> reads) {
      this.tokens = tokens;
      this.reads = reads;
    }

    void read() {
      for (int i = 0; i < tokens.size(); i++) {
        if (tokens.get(i).is(Kind.OPEN_PART)) {
          int close = closing(i);
          part(tokens.get(i), trimmed(tokens.subList(i + 1, close)));
          i = close;
        }
      }
      if (!open.isEmpty()) {
        Token first = open.getLast();
        throw new SyntaxMistake(
            first.index(), "'%{ " + first.text() + " }' has no '%{ end" + first.text() + " }'");
      }
    }

    private int closing(int from) {
      int depth = 0;
      for (int i = from; i < tokens.size(); i++) {
        depth += tokens.get(i).is(Kind.OPEN_PART) ? 1 : tokens.get(i).is(Kind.CLOSE_PART) ? -1 : 0;
        if (depth == 0) {
          return i;
        }
      }
      return tokens.size() - 1;
    }

    private static List<Token> trimmed(List<Token> part) {
      // Ends of lines inside stay: they separate the entries of an object.
      int first = 0;
      int last = part.size();
      while (first < last && isBeside(part.get(first))) {
        first++;
      }
      while (first < last && isBeside(part.get(last - 1))) {
        last--;
      }
      return part.subList(first, last);
    }

    private static boolean isBeside(Token token) {
      return token.is("~") || token.is(Kind.LINE);
    }

    private void part(Token sign, List<Token> inner) {
      if (inner.isEmpty()) {
        throw new SyntaxMistake(sign.index(), "nothing is between the brackets");
      }
      Token word = inner.get(0);
      if (sign.text().equals("${")) {
        expression(inner);
      } else if (word.isName("for")) {
        loop(inner);
        open.push(word);
      } else if (word.isName("if")) {
        expression(inner.subList(1, inner.size()));
        names.push(List.of());
        open.push(word);
      } else if (word.isName("endfor") || word.isName("endif")) {
        boolean fits = !open.isEmpty() && word.text().equals("end" + open.peek().text());
        if (!fits) {
          throw new SyntaxMistake(word.index(), "'%{ " + word.text() + " }' ends nothing");
        }
        open.pop();
        names.pop();
      } else if (!word.isName("else")) {
        throw new SyntaxMistake(word.index(), "'" + word.text() + "' is not a directive");
      }
    }

    private void loop(List<Token> inner) {
      List<String> declared = new ArrayList<>();
      int at = 1;
      while (at < inner.size() && !inner.get(at).isName("in")) {
        if (inner.get(at).is(Kind.NAME)) {
          declared.add(inner.get(at).text());
        }
        at++;
      }
      if (at + 1 >= inner.size()) {
        throw new SyntaxMistake(inner.get(0).index(), "'for' has no 'in' with a list behind it");
      }
      expression(inner.subList(at + 1, inner.size()));
      names.push(declared);
    }

    private void expression(List<Token> inner) {
      visit(HclExpressions.read(inner), List.of());
    }

    private void visit(HclExpression part, List<String> known) {
      if (part instanceof HclExpression.Path path
          && !known.contains(path.name())
          && names.stream().noneMatch(scope -> scope.contains(path.name()))) {
        reads.putIfAbsent(path.name(), Math.max(0, path.index() - BEFORE.length()));
      }
      part.children(known, this::visit);
    }
  }
}
