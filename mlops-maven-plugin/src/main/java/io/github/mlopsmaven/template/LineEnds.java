package io.github.mlopsmaven.template;

import java.io.ByteArrayOutputStream;

/** Contents that differ in their line ends only are one: git changes those on its way. */
public final class LineEnds {

  /** How much of a file git looks at to tell text from other content. */
  public static final int LOOKED_AT = 8000;

  private LineEnds() {}

  /**
   * Whether git takes a content for text.
   *
   * @param content a file's bytes
   */
  public static boolean isText(byte[] content) {
    for (int i = 0; i < Math.min(content.length, LOOKED_AT); i++) {
      if (content[i] == 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * A text with LF line ends.
   *
   * @param content a text
   */
  public static byte[] lf(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
    for (int i = 0; i < content.length; i++) {
      if (content[i] != '\r' || i + 1 == content.length || content[i + 1] != '\n') {
        out.write(content[i]);
      }
    }
    return out.toByteArray();
  }

  /**
   * A text with CRLF line ends.
   *
   * @param content a text
   */
  public static byte[] crlf(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + content.length / 16);
    for (byte each : lf(content)) {
      if (each == '\n') {
        out.write('\r');
      }
      out.write(each);
    }
    return out.toByteArray();
  }

  /**
   * Whether a content has a blob id, with its own or with other line ends.
   *
   * @param content a file's bytes
   * @param blob git's blob id
   */
  public static boolean isSame(byte[] content, String blob) {
    return BlobIds.of(content).equals(blob)
        || (isText(content)
            && (BlobIds.of(lf(content)).equals(blob) || BlobIds.of(crlf(content)).equals(blob)));
  }
}
