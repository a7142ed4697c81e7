package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import java.util.List;
import java.util.Optional;

/**
 * A script that Azure Machine Learning calls: it has {@code init()} and {@code run(data)}.
 *
 * @see <a href="https://learn.microsoft.com/azure/machine-learning/how-to-deploy-online-endpoints">
 *     Scoring scripts</a>
 */
public final class EntryScript {

  private EntryScript() {}

  /**
   * What is wrong with a script.
   *
   * @param content its text
   * @param isParallel whether a parallel job calls it, which may give its context as well
   * @return what is missing, or cannot be called; empty if nothing is, or nobody knows
   */
  public static Optional<String> mistake(Content content, boolean isParallel) {
    PythonModule module = PythonModule.of(content);
    if (module.isOpen() || PythonSyntax.of(content).mistake().isPresent()) {
      return Optional.empty();
    }
    for (String name : List.of("init", "run")) {
      if (!module.names().contains(name)) {
        return Optional.of("has no function '" + name + "'");
      }
      PythonModule.Function function = module.functions().get(name);
      List<String> places = name.equals("run") ? List.of("data") : List.of();
      boolean isWrong =
          function != null
              && function.isPlain()
              && refuses(function, places)
              && !(isParallel && name.equals("run") && !refuses(function, List.of("a", "b")));
      if (isWrong) {
        return Optional.of(
            name.equals("run")
                ? "has a function 'run' that cannot be called with the data alone"
                : "has a function 'init' that cannot be called without arguments");
      }
    }
    return Optional.empty();
  }

  private static boolean refuses(PythonModule.Function function, List<String> places) {
    return function
        .signature()
        .mistake(new PythonCall(places, List.of(), false, false))
        .isPresent();
  }
}
