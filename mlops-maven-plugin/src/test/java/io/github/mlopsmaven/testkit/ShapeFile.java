package io.github.mlopsmaven.testkit;

/**
 * One file of a template's shape.
 *
 * @param mode git's file mode in octal digits, such as {@code 100644}
 * @param size size in bytes
 * @param path path from the template's root, with slashes
 */
public record ShapeFile(String mode, int size, String path) {

  static ShapeFile parse(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != 3) {
      throw new IllegalArgumentException("not mode, size and path: " + line);
    }
    return new ShapeFile(columns[0], Integer.parseInt(columns[1]), columns[2]);
  }
}
