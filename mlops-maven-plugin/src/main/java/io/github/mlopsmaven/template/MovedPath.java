package io.github.mlopsmaven.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file or directory that the template renamed: a file of a project that came from the old path is
 * the one that comes from the new path, however much it changed on the way.
 *
 * @param from the old path in the template; options may stand in it
 * @param to the new path, with the same options
 * @param since the version or day of the change, for people
 */
public record MovedPath(PathPattern from, PathPattern to, Optional<String> since) {

  /**
   * Where a file of the template is now.
   *
   * @param source its old path
   * @return its new path; empty where it is not one that was renamed
   */
  public Optional<String> applied(String source) {
    String[] names = source.split("/", -1);
    int depth = from.segments().size();
    if (names.length < depth) {
      return Optional.empty();
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < depth; i++) {
      Optional<Map<String, String>> more = from.segments().get(i).match(names[i], options);
      if (more.isEmpty()) {
        return Optional.empty();
      }
      options.putAll(more.get());
    }
    StringBuilder path =
        new StringBuilder(to.resolve(name -> options.getOrDefault(name, "{" + name + "}")));
    for (int i = depth; i < names.length; i++) {
      path.append(path.length() == 0 ? "" : "/").append(names[i]);
    }
    return Optional.of(path.toString());
  }
}
