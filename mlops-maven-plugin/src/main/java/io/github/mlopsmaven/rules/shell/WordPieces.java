package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.rules.shell.ShellWord.Piece;
import java.util.ArrayList;
import java.util.List;

/** The pieces of a word, collected while it is read. */
final class WordPieces {

  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();

  /** A character that is nothing but itself. */
  void plain(char c) {
    plain.append(c);
  }

  /** Characters that are nothing but themselves. */
  void plain(String text, int from, int to) {
    plain.append(text, from, to);
  }

  void add(Piece piece) {
    if (!plain.isEmpty()) {
      pieces.add(new Piece.Text(plain.toString(), false));
      plain.setLength(0);
    }
    pieces.add(piece);
  }

  /** A text in quotes. */
  void quoted(CharSequence text) {
    add(new Piece.Text(text.toString(), true));
  }

  void unknown() {
    add(new Piece.Unknown());
  }

  /** The word, without empty texts, unless there is nothing else. */
  ShellWord word(int index) {
    quoted("");
    List<Piece> full =
        pieces.stream()
            .filter(piece -> !(piece instanceof Piece.Text text && text.text().isEmpty()))
            .toList();
    return new ShellWord(full.isEmpty() ? List.of(new Piece.Text("", true)) : full, index);
  }
}
