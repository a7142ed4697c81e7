package io.github.mlopsmaven.template;

/**
 * One file of a template, known by name before its content is fetched.
 *
 * @param path from the template's root, separated by {@code /}, as the template spells it; nothing
 *     about it is to be trusted
 * @param mode its mode
 * @param id git's blob id of its content, 40 (or 64) hexadecimal digits
 */
public record TemplateFile(String path, FileMode mode, String id) {

  /** The last segment of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
