package io.github.mlopsmaven.git;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Files with all that git's attributes can be about, and attributes that are about them. */
final class RandomTree {

  private static final List<String> FOLDERS = List.of("", "a/", "a/b/", "c d/", "é/", "a/b/c/");
  private static final List<String> NAMES =
      List.of("x.txt", "y.md", "Z.TXT", "[q].txt", "a b.csv", "ü.txt", "-n", "x", "data.bin", "!k");
  private static final List<String> PIECES =
      List.of(
          "text\n",
          "line\r\n",
          "lone\rcr",
          "$Id$",
          "$Id: 12 $",
          "$Id: \n$",
          "\0",
          "\1\2",
          "\b\t\f",
          "\033",
          "\177",
          "é\n",
          "$",
          "\r\r\n",
          "a\n\032",
          "",
          "x".repeat(300) + "\r\n");
  private static final List<String> PATTERNS =
      List.of(
          "*",
          "*.txt",
          "x*",
          "**/x.txt",
          "a/**",
          "a/*",
          "/x.txt",
          "a/b/",
          "*.t?t",
          "[xy].*",
          "[!x]*",
          "[[:upper:]]*",
          "\"c d/*\"",
          "\"a b.csv\"",
          "\"\\303\\274.txt\"",
          "b/**/x.txt",
          "a/**/y.md",
          "\\[q\\].txt",
          "\\x.txt",
          "**",
          "***",
          "a**t",
          "[a-",
          "*\\",
          "é/*",
          "ü.txt",
          "?.txt",
          "??.txt",
          "!x.txt",
          "#x",
          "\\!k",
          "\"unclosed.txt",
          "[]q]*",
          "[^[:alpha:]]*",
          "[[:none:]]*",
          "[a-z-]*",
          "**/b/**",
          "/**/x",
          "a/b/c/x.txt",
          "*/y.md",
          "**x.txt");
  private static final List<String> SETTINGS =
      List.of(
          "text",
          "-text",
          "!text",
          "text=auto",
          "text=input",
          "text=other",
          "eol=lf",
          "eol=crlf",
          "eol",
          "crlf",
          "-crlf",
          "crlf=input",
          "crlf=auto",
          "ident",
          "-ident",
          "!ident",
          "binary",
          "-binary",
          "!binary",
          "mine",
          "-mine",
          "filter=none",
          "diff=x",
          "export-subst",
          "bad!name",
          "builtin_objectmode",
          "ident=x",
          "whitespace=-trailing",
          "both");

  private final Random random;

  RandomTree(Random random) {
    this.random = random;
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Path to bytes. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    for (String folder : FOLDERS) {
      for (String name : NAMES) {
        if (random.nextInt(3) > 0) {
          files.put(folder + name, content());
        }
      }
      if (random.nextInt(5) > 1) {
        files.put(folder + ".gitattributes", attributes());
      }
      if (random.nextInt(4) == 0) {
        files.put(folder + ".gitignore", (any(PATTERNS) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private byte[] content() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(any(PIECES));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] attributes() {
    StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "\uFEFF" : "");
    for (int i = random.nextInt(6); i > 0; i--) {
      int kind = random.nextInt(8);
      String pattern =
          kind == 0
              ? "[attr]mine"
              : kind == 1 ? "[attr]both" : kind == 2 ? "[attr]binary" : any(PATTERNS);
      text.append(random.nextInt(6) == 0 ? " \t" : "").append(pattern);
      for (int j = random.nextInt(4); j > 0; j--) {
        text.append(random.nextBoolean() ? " " : "\t ").append(any(SETTINGS));
      }
      text.append(random.nextInt(4) == 0 ? "\r\n" : "\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
