package io.github.mlopsmaven.verify;

import io.github.mlopsmaven.bounds.Bounds;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The content of a file. Files with the same content at the same path share one object, in all
 * projects of a run, so that everything that is learnt from it is learnt once. What other files say
 * is not learnt here: they may say something else in the next project.
 */
public final class Content {

  /** A content that is too large to be read. */
  static final Content TOO_LARGE = new Content(new byte[0], true);

  private final byte[] bytes;
  private final boolean isTooLarge;
  private final Map<Class<?>, Object> learnt = new ConcurrentHashMap<>();

  Content(byte[] bytes) {
    this(bytes, bytes.length > Bounds.TEXT_BYTES);
  }

  private Content(byte[] bytes, boolean isTooLarge) {
    this.isTooLarge = isTooLarge;
    this.bytes = isTooLarge ? new byte[0] : bytes.clone();
  }

  private Content(Content same) {
    this.isTooLarge = same.isTooLarge;
    this.bytes = same.bytes;
  }

  /** The same bytes at another path, of which nothing is learnt yet. */
  Content again() {
    return new Content(this);
  }

  /** Whether it has more than {@link Bounds#TEXT_BYTES}; then it counts as empty. */
  boolean isTooLarge() {
    return isTooLarge;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes it has. */
  public int size() {
    return bytes.length;
  }

  /** Whether it is something that people read: it has no NUL byte at its beginning. */
  public boolean isText() {
    return learn(IsText.class, content -> new IsText(isText(content.bytes))).is();
  }

  private static boolean isText(byte[] bytes) {
    if (wide(bytes).isPresent()) {
      return true;
    }
    for (int i = 0; i < Math.min(bytes.length, 8000); i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    return true;
  }

  /** The text, read as UTF-8, or as UTF-16 where its byte order mark says so; without the mark. */
  public String text() {
    return learn(Text.class, content -> new Text(decoded(content.bytes))).text();
  }

  /**
   * Whether the text may have a word. Far quicker than a search, and nearly always right.
   *
   * @param word what is looked for
   * @return false only if the text does not have it
   */
  public boolean mayHave(String word) {
    return learn(
            Trigrams.class,
            content ->
                new Trigrams(
                    wide(content.bytes).isPresent()
                        ? content.text().getBytes(StandardCharsets.UTF_8)
                        : content.bytes))
        .mayHave(word);
  }

  /** The lines of the text, without their ends. */
  public List<String> lines() {
    return learn(Lines.class, content -> new Lines(content.text().lines().toList())).lines();
  }

  /**
   * What can be learnt from the content alone: a parsed form, for example. It is made once for each
   * content and has to be immutable.
   *
   * @param type what is learnt, a type of the caller's own
   * @param learn makes it
   * @param <T> its type
   */
  public <T> T learn(Class<T> type, Function<Content, T> learn) {
    Object known = learnt.get(type);
    if (known == null) {
      // Not computeIfAbsent: learning one thing may need another.
      known = learn.apply(this);
      learnt.putIfAbsent(type, known);
    }
    return type.cast(known);
  }

  private static String decoded(byte[] bytes) {
    String text = new String(bytes, wide(bytes).orElse(StandardCharsets.UTF_8));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** UTF-16, as Windows PowerShell writes what is sent to a file; pip and Python read it. */
  private static Optional<Charset> wide(byte[] bytes) {
    boolean isMarked = bytes.length > 3 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe;
    if (!isMarked || ((bytes[0] & 0xff) != 0xff && (bytes[0] & 0xff) != 0xfe)) {
      return Optional.empty();
    }
    // With two more zeros it would be UTF-32.
    boolean isLonger = bytes[2] == 0 && bytes[3] == 0;
    return isLonger
        ? Optional.empty()
        : Optional.of(
            (bytes[0] & 0xff) == 0xff ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
  }

  private record Text(String text) {}

  private record IsText(boolean is) {}

  private record Lines(List<String> lines) {}
}
