package io.github.mlopsmaven.render;

import io.github.mlopsmaven.bounds.Bounded;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.LimitException;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Takes a rendered text as long as it has a length that somebody can mean. */
final class BoundedWriter extends FilterWriter {

  private final String name;
  private long written;

  BoundedWriter(Writer out, String name) {
    super(out);
    this.name = name;
  }

  private void count(int more) {
    Bounded.requireTime("rendering template " + name);
    written += more;
    if (written > Bounds.RENDERED_CHARACTERS) {
      throw new LimitException(
          "template " + name + " gives more than " + Bounds.RENDERED_CHARACTERS + " characters",
          "make it give less");
    }
  }

  @Override
  public void write(int c) throws IOException {
    count(1);
    super.write(c);
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    count(length);
    super.write(buffer, offset, length);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    count(length);
    super.write(text, offset, length);
  }
}
