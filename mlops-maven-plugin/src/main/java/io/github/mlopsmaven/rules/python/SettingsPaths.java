package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileSet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The files of a project that a path may mean of which a part is known. */
final class SettingsPaths {

  private SettingsPaths() {}

  /** The files below a folder that a piece may mean; unknown where there is none. */
  static PythonValue matching(FileSet files, String folder, PythonValue piece) {
    List<String> found = new ArrayList<>();
    if (piece instanceof PythonValue.Texts texts) {
      for (String text : texts.texts()) {
        FileSet.resolve(folder, text).filter(files::exists).ifPresent(found::add);
      }
      return found.size() == texts.texts().size() ? one(found) : PythonValue.UNKNOWN;
    }
    String written = ((PythonValue.Pattern) piece).value();
    FileSet.resolve(folder, written)
        .ifPresent(
            path -> {
              Pattern pattern =
                  Pattern.compile(
                      Pattern.quote(path).replace("*", "\\E[^/]*\\Q").replace("\\Q\\E", ""));
              for (String one : files.paths()) {
                if (pattern.matcher(one).matches()) {
                  found.add(one);
                }
              }
            });
    return found.isEmpty() ? PythonValue.UNKNOWN : one(found);
  }

  private static PythonValue one(List<String> paths) {
    return paths.size() == 1
        ? new PythonValue.Path(paths.get(0))
        : new PythonValue.Paths(paths.stream().distinct().toList());
  }
}
