package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.rules.infrastructure.Token.Kind;
import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file in HCL, the language of Terraform: its blocks, and where they stand. Expressions are kept
 * as tokens; their grammar is Terraform's business.
 *
 * @param root the file as a block
 * @param mistake why it does not parse, if it does not; then the root is empty
 */
record HclFile(HclBlock root, Optional<Mistake> mistake) {

  private static final HclBlock NOTHING = new HclBlock("", List.of(), 0, List.of(), List.of());

  /**
   * Why a file does not parse.
   *
   * @param position where
   * @param problem what is wrong, without a full stop
   */
  record Mistake(Position position, String problem) {}

  /**
   * Parses a content, once.
   *
   * @param content what is said to be HCL
   */
  static HclFile of(Content content) {
    return content.learn(HclFile.class, known -> parse(known.text()));
  }

  static HclFile parse(String text) {
    try {
      return new HclFile(new Parser(HclLexer.tokens(text)).file(), Optional.empty());
    } catch (SyntaxMistake e) {
      Position position = Position.of(text, e.index());
      return new HclFile(
          NOTHING, Optional.of(new Mistake(position, String.valueOf(e.getMessage()))));
    }
  }

  private static final class Parser {

    private final List<Token> tokens;
    private int at;
    private int depth;

    Parser(List<Token> tokens) {
      this.tokens = tokens;
    }

    HclBlock file() {
      HclBlock file = body("", List.of(), 0);
      if (!tokens.get(at).is(Kind.END)) {
        throw new SyntaxMistake(tokens.get(at).index(), "a bracket '}' that nothing opened");
      }
      return file;
    }

    /** Reads up to the closing bracket or the end, and leaves it there. */
    private HclBlock body(String type, List<String> labels, int index) {
      List<HclAttribute> attributes = new ArrayList<>();
      List<HclBlock> blocks = new ArrayList<>();
      while (true) {
        Token token = tokens.get(at);
        if (token.is(Kind.LINE)) {
          at++;
        } else if (token.is("}") || token.is(Kind.END)) {
          return new HclBlock(type, labels, index, attributes, blocks);
        } else if (!token.is(Kind.NAME)) {
          throw new SyntaxMistake(token.index(), "a name was expected here");
        } else if (tokens.get(at + 1).is("=")) {
          at += 2;
          attributes.add(new HclAttribute(token.text(), token.index(), expression()));
        } else {
          blocks.add(block());
        }
      }
    }

    private HclBlock block() {
      Token type = tokens.get(at++);
      List<String> labels = new ArrayList<>();
      while (!tokens.get(at).is("{")) {
        Token label = tokens.get(at);
        if (label.is(Kind.OPEN_TEXT)
            && tokens.get(at + 1).is(Kind.TEXT)
            && tokens.get(at + 2).is(Kind.CLOSE_TEXT)) {
          labels.add(tokens.get(at + 1).text());
          at += 3;
        } else if (label.is(Kind.NAME)) {
          labels.add(label.text());
          at++;
        } else {
          throw new SyntaxMistake(
              label.index(), "'=' or '{' was expected after '" + type.text() + "'");
        }
      }
      int open = tokens.get(at++).index();
      if (depth >= Bounds.DEPTH) {
        throw SyntaxMistake.tooDeep(open);
      }
      depth++;
      HclBlock block = body(type.text(), labels, type.index());
      depth--;
      if (tokens.get(at).is(Kind.END)) {
        throw new SyntaxMistake(open, "the bracket '{' of '" + type.text() + "' is never closed");
      }
      at++;
      return block;
    }

    /** Reads to the end of the line, or further where brackets or texts are open. */
    private List<Token> expression() {
      int start = at;
      List<Token> open = new ArrayList<>();
      while (true) {
        Token token = tokens.get(at);
        boolean isFree = open.isEmpty();
        if (token.is(Kind.END) || (isFree && (token.is(Kind.LINE) || token.is("}")))) {
          if (!isFree) {
            throw new SyntaxMistake(open.get(open.size() - 1).index(), "a bracket is never closed");
          }
          if (at == start) {
            throw new SyntaxMistake(token.index(), "a value was expected here");
          }
          return List.copyOf(tokens.subList(start, at));
        }
        bracket(token, open);
        at++;
      }
    }

    private static void bracket(Token token, List<Token> open) {
      if (!token.is(Kind.SIGN)) {
        return;
      }
      if ("([{".contains(token.text())) {
        open.add(token);
      } else if (")]}".contains(token.text())) {
        boolean fits =
            !open.isEmpty()
                && "([{".indexOf(open.get(open.size() - 1).text()) == ")]}".indexOf(token.text());
        if (!fits) {
          throw new SyntaxMistake(
              token.index(), "the bracket '" + token.text() + "' closes nothing");
        }
        open.remove(open.size() - 1);
      }
    }
  }
}
