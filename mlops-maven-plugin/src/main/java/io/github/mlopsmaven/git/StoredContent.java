package io.github.mlopsmaven.git;

import io.github.mlopsmaven.io.GitAttributes;
import io.github.mlopsmaven.problem.UsageException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What git stores of a file for what is in the work tree, as its attributes say: the text's
 * encoding, line ends, {@code $Id$}. No filter runs. Source: gitattributes(5), "Checking-out and
 * checking-in"; that a file is text is decided as git's {@code convert.c} does.
 */
final class StoredContent {

  private static final Pattern IDENT = Pattern.compile("\\$Id:[^$\n]*\\$");

  /** Git's own name for UTF-16LE that begins with a mark. */
  private static final String LITTLE_WITH_MARK = "UTF-16LE-BOM";

  private final String path;
  private final GitAttributes.Values attributes;

  /**
   * Takes what is said of a file.
   *
   * @param path its path, for messages
   * @param attributes its attributes
   */
  StoredContent(String path, GitAttributes.Values attributes) {
    this.path = path;
    this.attributes = attributes;
  }

  /** Whether git stores the bytes of the work tree as they are, whatever they are. */
  boolean isSame() {
    return !isText() && !attributes.isSet("ident") && encoding().isEmpty();
  }

  /**
   * The bytes that the work tree has for what is stored.
   *
   * @param stored text in UTF-8, if it has an encoding of its own
   * @throws UsageException if it is none, or the encoding does not have its characters
   */
  byte[] inWorkTree(byte[] stored) {
    Optional<String> encoding = encoding();
    if (encoding.isEmpty() || stored.length == 0) {
      return stored;
    }
    String name = encoding.get();
    try {
      CharBuffer text = decode(StandardCharsets.UTF_8, stored);
      if (name.equals("UTF-16") || name.equals("UTF-32")) {
        // Without an order in its name it begins with a mark.
        return encode(charset(name + "BE"), CharBuffer.wrap("\uFEFF" + text));
      }
      if (name.equals(LITTLE_WITH_MARK)) {
        return encode(StandardCharsets.UTF_16LE, CharBuffer.wrap("\uFEFF" + text));
      }
      byte[] bytes = encode(charset(name), text);
      decoded(name, bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw refused("is stored as UTF-8 text that can be written so");
    }
  }

  /**
   * The bytes that git stores.
   *
   * @param inWorkTree the bytes of the work tree
   * @throws UsageException if they are not in the encoding that the attributes name
   */
  byte[] stored(byte[] inWorkTree) {
    byte[] bytes = inWorkTree;
    if (encoding().isPresent() && bytes.length > 0) {
      try {
        bytes = decoded(encoding().get(), bytes);
      } catch (CharacterCodingException e) {
        throw refused("has that encoding");
      }
    }
    bytes = lineEnds(bytes);
    if (!attributes.isSet("ident")) {
      return bytes;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return IDENT.matcher(text).replaceAll("\\$Id\\$").getBytes(StandardCharsets.ISO_8859_1);
  }

  private UsageException refused(String wanted) {
    return new UsageException(
        "the template's .gitattributes declare working-tree-encoding="
            + encoding().orElse("")
            + " for "
            + path
            + ", of which it is not true that it "
            + wanted,
        "in the template, correct the attribute or the file, then type: git add --renormalize "
            + path);
  }

  /** An encoding other than UTF-8, in upper case. */
  private Optional<String> encoding() {
    String attribute = "working-tree-encoding";
    if (attributes.isSet(attribute) || attributes.isUnset(attribute)) {
      throw new UsageException(
          "the template's .gitattributes give "
              + path
              + " a working-tree-encoding without a name, at which git stops",
          "in the template, write working-tree-encoding=NAME or !working-tree-encoding");
    }
    return attributes
        .value(attribute)
        .map(name -> name.toUpperCase(Locale.ROOT).replaceFirst("^UTF(?=[0-9])", "UTF-"))
        .filter(name -> !name.isEmpty() && !name.equals("UTF-8"));
  }

  private byte[] decoded(String name, byte[] bytes) throws CharacterCodingException {
    boolean unicode = name.startsWith("UTF-16") || name.startsWith("UTF-32");
    if (!unicode) {
      return encode(StandardCharsets.UTF_8, decode(charset(name), bytes));
    }
    String size = name.substring(0, "UTF-16".length());
    boolean big = startsWith(bytes, size, true);
    boolean little = startsWith(bytes, size, false);
    boolean ordered = name.endsWith("LE") || name.endsWith("BE");
    if (ordered == (big || little)) {
      // Git wants a mark where the name tells no order, and none where it does.
      throw new CharacterCodingException();
    }
    boolean isBig = ordered ? name.endsWith("BE") : big;
    int mark = ordered ? 0 : size.equals("UTF-16") ? 2 : 4;
    byte[] text = Arrays.copyOfRange(bytes, mark, bytes.length);
    return encode(StandardCharsets.UTF_8, decode(charset(size + (isBig ? "BE" : "LE")), text));
  }

  private static boolean startsWith(byte[] bytes, String size, boolean big) {
    int[] mark =
        size.equals("UTF-16")
            ? big ? new int[] {0xFE, 0xFF} : new int[] {0xFF, 0xFE}
            : big ? new int[] {0, 0, 0xFE, 0xFF} : new int[] {0xFF, 0xFE, 0, 0};
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static CharBuffer decode(Charset charset, byte[] bytes) throws CharacterCodingException {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes));
  }

  private static byte[] encode(Charset charset, CharBuffer text) throws CharacterCodingException {
    ByteBuffer bytes =
        charset
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .encode(text);
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  private Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new UsageException(
          "the template's .gitattributes declare working-tree-encoding="
              + name
              + " for "
              + path
              + ", which Java does not know",
          "store it as UTF-8 in the template, without that attribute");
    }
  }

  /** {@code text}, or {@code crlf} by its old name; {@code eol} makes a text of what is neither. */
  private boolean isText() {
    return says("text")
        .or(() -> says("crlf"))
        .orElseGet(
            () -> attributes.value("eol").filter(Set.of("lf", "crlf")::contains).isPresent());
  }

  private Optional<Boolean> says(String name) {
    if (attributes.isUnset(name)) {
      return Optional.of(false);
    }
    boolean known =
        attributes.isSet(name)
            || attributes.value(name).filter(Set.of("input", "auto")::contains).isPresent();
    return known ? Optional.of(true) : Optional.empty();
  }

  /** Whether it is text only if it looks so. */
  private boolean isGuessed() {
    return attributes
        .value(says("text").isPresent() ? "text" : "crlf")
        .filter("auto"::equals)
        .isPresent();
  }

  private byte[] lineEnds(byte[] bytes) {
    if (!isText()) {
      return bytes;
    }
    boolean guessed = isGuessed();
    if (guessed && looksBinary(bytes)) {
      return bytes;
    }
    int first = 0;
    while (first < bytes.length && bytes[first] != '\r') {
      first++;
    }
    if (first == bytes.length) {
      return bytes;
    }
    byte[] result = Arrays.copyOf(bytes, bytes.length);
    int length = first;
    for (int i = first; i < bytes.length; i++) {
      boolean dropped = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
      if (!dropped) {
        result[length++] = bytes[i];
      }
    }
    return Arrays.copyOf(result, length);
  }

  /** NUL, a CR on its own, or more than one unprintable byte in 128 printable ones. */
  private static boolean looksBinary(byte[] bytes) {
    int printable = 0;
    int other = 0;
    for (int i = 0; i < bytes.length; i++) {
      int c = bytes[i] & 0xFF;
      if (c == 0 || (c == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n'))) {
        return true;
      }
      if (c == '\r' || c == '\n') {
        continue;
      }
      boolean control = c == 0x7F || (c < 0x20 && "\b\t\033\f".indexOf(c) < 0);
      if (control) {
        other++;
      } else {
        printable++;
      }
    }
    if (bytes.length > 0 && bytes[bytes.length - 1] == 0x1A) {
      other--;
    }
    return (printable >> 7) < other;
  }
}
