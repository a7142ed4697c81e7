package io.github.mlopsmaven.io;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * One pattern of a {@code .gitattributes} file, as git reads it: byte by byte, with case. Source:
 * the pattern format of gitignore(5), to which gitattributes(5) refers. It is matched in a time
 * that grows with pattern times path, whatever is in it.
 */
final class GitPattern {

  private static final Map<String, IntPredicate> CLASSES =
      Map.ofEntries(
          Map.entry("alnum", c -> isLetter(c) || isDigit(c)),
          Map.entry("alpha", GitPattern::isLetter),
          Map.entry("blank", c -> c == ' ' || c == '\t'),
          Map.entry("cntrl", c -> c < 0x20 || c == 0x7f),
          Map.entry("digit", GitPattern::isDigit),
          Map.entry("graph", c -> c > 0x20 && c < 0x7f),
          Map.entry("lower", c -> c >= 'a' && c <= 'z'),
          Map.entry("print", c -> c >= 0x20 && c < 0x7f),
          Map.entry("punct", c -> c > 0x20 && c < 0x7f && !isLetter(c) && !isDigit(c)),
          Map.entry("space", c -> c == ' ' || c == '\t' || c == '\n' || c == '\r'),
          Map.entry("upper", c -> c >= 'A' && c <= 'Z'),
          Map.entry("xdigit", c -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));

  /** What stands at one place of a pattern. */
  private sealed interface Token {}

  /** One of these bytes. */
  private record One(BitSet bytes) implements Token {}

  /** Any number of bytes; of any kind, or none that is a slash. */
  private record Many(boolean slashes) implements Token {}

  /** Nothing, or the two tokens that follow: {@code **} and its slash. */
  private record Folders() implements Token {}

  private final String text;
  private final boolean folder;
  private final boolean anywhere;

  /** How many bytes it begins with that stand for themselves. */
  private final int plain;

  private final List<Token> tokens = new ArrayList<>();
  private boolean valid = true;

  /**
   * Reads a pattern.
   *
   * @param pattern its bytes, a character for each
   */
  GitPattern(String pattern) {
    this.folder = pattern.endsWith("/");
    String rest = folder ? pattern.substring(0, pattern.length() - 1) : pattern;
    this.anywhere = rest.indexOf('/') < 0;
    this.text = rest.startsWith("/") ? rest.substring(1) : rest;
    int at = 0;
    while (at < text.length() && "*?[\\".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    this.plain = at;
    at = 0;
    while (at < text.length() && valid) {
      at = read(at);
    }
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Reads what stands at a place, and says where the next begins. */
  private int read(int at) {
    char c = text.charAt(at);
    switch (c) {
      case '*' -> {
        return stars(at);
      }
      case '?' -> {
        BitSet any = new BitSet();
        any.set(0, 256);
        any.set('/', anywhere);
        tokens.add(new One(any));
        return at + 1;
      }
      case '[' -> {
        return set(at);
      }
      case '\\' -> {
        valid = at + 1 < text.length();
        tokens.add(one(valid ? text.charAt(at + 1) : 0));
        return at + 2;
      }
      default -> {
        tokens.add(one(c));
        return at + 1;
      }
    }
  }

  private static One one(int c) {
    BitSet bytes = new BitSet();
    bytes.set(c);
    return new One(bytes);
  }

  private int stars(int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) == '*') {
      end++;
    }
    boolean slashAfter = end < text.length() && text.charAt(end) == '/';
    // Git compares what stands for itself first, and takes the rest as a pattern of its own.
    boolean whole =
        end - at > 1
            && (at == plain || text.charAt(at - 1) == '/')
            && (end == text.length() || slashAfter || text.startsWith("\\/", end));
    if (whole && slashAfter && !anywhere) {
      tokens.add(new Folders());
    }
    tokens.add(new Many(anywhere || whole));
    return end;
  }

  private int set(int start) {
    int at = start + 1;
    boolean negated = at < text.length() && "!^".indexOf(text.charAt(at)) >= 0;
    if (negated) {
      at++;
    }
    BitSet bytes = new BitSet();
    int before = 0;
    boolean first = true;
    while (true) {
      int c = char0(at);
      if (c == 0) {
        valid = false;
        return text.length();
      }
      if (c == ']' && !first) {
        break;
      }
      first = false;
      int last = c;
      if (c == '\\') {
        c = char0(++at);
        last = c;
        add(bytes, c, c);
      } else if (c == '-' && before != 0 && char0(at + 1) != 0 && char0(at + 1) != ']') {
        c = char0(++at);
        if (c == '\\') {
          c = char0(++at);
        }
        add(bytes, before, c);
        last = 0;
      } else if (c == '[' && char0(at + 1) == ':') {
        int end = text.indexOf(']', at + 2);
        if (end < 0) {
          valid = false;
          return text.length();
        }
        if (end - 1 >= at + 2 && text.charAt(end - 1) == ':') {
          named(bytes, text.substring(at + 2, end - 1));
          at = end;
          last = 0;
        } else {
          add(bytes, '[', '[');
        }
      } else {
        add(bytes, c, c);
      }
      if (c == 0) {
        valid = false;
        return text.length();
      }
      before = last;
      at++;
    }
    if (negated) {
      bytes.flip(0, 256);
    }
    if (!anywhere) {
      bytes.clear('/');
    }
    tokens.add(new One(bytes));
    return at + 1;
  }

  private int char0(int at) {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private static void add(BitSet bytes, int from, int to) {
    if (from <= to) {
      bytes.set(from, to + 1);
    }
  }

  private void named(BitSet bytes, String name) {
    IntPredicate members = CLASSES.get(name);
    if (members == null) {
      valid = false;
      return;
    }
    for (int c = 0; c < 256; c++) {
      if (members.test(c)) {
        bytes.set(c);
      }
    }
  }

  /**
   * Whether it names a file.
   *
   * @param path from the folder of the attributes file, its bytes, a character for each
   */
  boolean matches(String path) {
    // A pattern that ends in a slash names folders, and attributes are those of files.
    if (folder || !valid) {
      return false;
    }
    String subject = anywhere ? path.substring(path.lastIndexOf('/') + 1) : path;
    BitSet states = new BitSet();
    enter(states, 0);
    for (int i = 0; i < subject.length() && !states.isEmpty(); i++) {
      char c = subject.charAt(i);
      BitSet next = new BitSet();
      for (int s = states.nextSetBit(0); s >= 0; s = states.nextSetBit(s + 1)) {
        if (s < tokens.size()) {
          Token token = tokens.get(s);
          if (token instanceof One one && one.bytes().get(c)) {
            enter(next, s + 1);
          } else if (token instanceof Many many && (many.slashes() || c != '/')) {
            enter(next, s);
          }
        }
      }
      states = next;
    }
    return states.get(tokens.size());
  }

  /** Where one may be without reading anything. */
  private void enter(BitSet states, int at) {
    if (states.get(at)) {
      return;
    }
    states.set(at);
    if (at < tokens.size()) {
      if (tokens.get(at) instanceof Folders) {
        enter(states, at + 1);
        enter(states, at + 3);
      } else if (tokens.get(at) instanceof Many) {
        enter(states, at + 1);
      }
    }
  }
}
