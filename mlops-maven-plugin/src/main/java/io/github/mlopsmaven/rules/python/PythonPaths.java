package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.FileSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Paths that begin at a file of the project.
 *
 * @see <a href="https://docs.python.org/3/library/pathlib.html">pathlib</a>
 */
final class PythonPaths {

  private static final Set<String> SAME =
      Set.of("resolve", "absolute", "expanduser", "as_posix", "__str__");

  private static final Set<String> OF_PATH =
      Set.of(
          "pathlib.Path",
          "pathlib.PurePath",
          "pathlib.PosixPath",
          "os.path.abspath",
          "os.path.realpath",
          "os.path.normpath",
          "os.fspath",
          "os.path.expanduser");

  private PythonPaths() {}

  /** A path with further pieces. */
  static PythonValue joined(PythonValues values, PythonValue start, List<PythonValue> pieces) {
    PythonValue path = start;
    for (PythonValue piece : pieces) {
      if (piece instanceof PythonValue.Pattern || piece instanceof PythonValue.Texts) {
        path = values.matching(path, piece);
        continue;
      }
      boolean isRead =
          piece instanceof PythonValue.Text text
              && !text.value().startsWith("/")
              && text.value().indexOf('*') < 0;
      path = isRead ? below(path, ((PythonValue.Text) piece).value()) : PythonValue.UNKNOWN;
    }
    return path;
  }

  private static PythonValue below(PythonValue start, String piece) {
    if (start instanceof PythonValue.Path path) {
      return FileSet.resolve(path.path(), piece)
          .<PythonValue>map(PythonValue.Path::new)
          .orElse(PythonValue.UNKNOWN);
    }
    return start instanceof PythonValue.Mounted mounted
        ? FileSet.resolve(mounted.path(), piece)
            .<PythonValue>map(path -> new PythonValue.Mounted(mounted.root(), path))
            .orElse(PythonValue.UNKNOWN)
        : PythonValue.UNKNOWN;
  }

  /** A path that an f-string begins with, and the text behind it. */
  static PythonValue formatted(PythonValues values, PythonScope scope, Expression.Other format) {
    if (format.parts().size() != 1
        || !(values.of(scope, format.parts().get(0)) instanceof PythonValue.Mounted mounted)) {
      return PythonValue.UNKNOWN;
    }
    String text = scope.file().text();
    int quote = format.index() + 1;
    int end = text.indexOf('}', quote);
    boolean isFirst = end > 0 && quote + 1 < end && text.startsWith("{", quote + 1);
    int last = isFirst ? text.indexOf(text.charAt(quote), end) : -1;
    String piece = last > 0 ? text.substring(end + 1, last) : "";
    return piece.startsWith("/") && piece.indexOf('\\') < 0 && piece.indexOf('*') < 0
        ? below(mounted, piece.substring(1))
        : PythonValue.UNKNOWN;
  }

  static PythonValue attribute(PythonValue value, String name) {
    if (value instanceof PythonValue.Mounted mounted
        && name.equals("parent")
        && !mounted.path().isEmpty()) {
      String path = mounted.path();
      return new PythonValue.Mounted(
          mounted.root(), path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    }
    return value instanceof PythonValue.Path path && name.equals("parent")
        ? above(path, 1)
        : value instanceof PythonValue.Path path && name.equals("parents")
            ? new PythonValue.Tuple(
                List.of(
                    above(path, 1), above(path, 2), above(path, 3), above(path, 4), above(path, 5)))
            : PythonValue.UNKNOWN;
  }

  private static PythonValue above(PythonValue.Path start, int levels) {
    String path = start.path();
    for (int i = 0; i < levels; i++) {
      if (path.isEmpty()) {
        // Above the root is somebody's own place.
        return PythonValue.UNKNOWN;
      }
      path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
    return new PythonValue.Path(path);
  }

  /** What a method of a path gives. */
  static Optional<PythonValue> method(
      PythonValues values,
      PythonScope scope,
      PythonValue target,
      String name,
      Expression.Call call) {
    if (target instanceof PythonValue.Opened opened) {
      return name.equals("read") ? Optional.of(opened) : Optional.empty();
    }
    if (target instanceof PythonValue.Mounted mounted) {
      return SAME.contains(name)
          ? Optional.of(mounted)
          : name.equals("joinpath")
              ? Optional.of(joined(values, mounted, arguments(values, scope, call, 0)))
              : Optional.empty();
    }
    if (target instanceof PythonValue.Paths some) {
      return someOf(some, name, call);
    }
    if (!(target instanceof PythonValue.Path path)) {
      return Optional.empty();
    }
    if (SAME.contains(name)) {
      return Optional.of(path);
    }
    return switch (name) {
      case "joinpath" -> Optional.of(joined(values, path, arguments(values, scope, call, 0)));
      case "with_name" ->
          Optional.of(joined(values, above(path, 1), arguments(values, scope, call, 0)));
      case "read_text", "read_bytes" -> Optional.of(new PythonValue.Opened(List.of(path.path())));
      case "open" ->
          Optional.of(
              isReading(call, 0)
                  ? new PythonValue.Opened(List.of(path.path()))
                  : PythonValue.UNKNOWN);
      default -> Optional.empty();
    };
  }

  private static Optional<PythonValue> someOf(
      PythonValue.Paths some, String name, Expression.Call call) {
    if (SAME.contains(name)) {
      return Optional.of(some);
    }
    boolean isOpened =
        name.equals("read_text")
            || name.equals("read_bytes")
            || (name.equals("open") && isReading(call, 0));
    return isOpened ? Optional.of(new PythonValue.Opened(some.paths())) : Optional.empty();
  }

  /** Whether a call of {@code open} opens a file that is there. */
  static boolean isReading(Expression.Call call, int place) {
    Optional<Expression> mode = call.argument("mode", place);
    return mode.isEmpty()
        || PythonTree.text(mode.get()).filter(text -> !text.matches(".*[wax+].*")).isPresent();
  }

  private static List<PythonValue> arguments(
      PythonValues values, PythonScope scope, Expression.Call call, int from) {
    return call.arguments().stream()
        .skip(from)
        .map(
            one ->
                one.name().isEmpty()
                    ? PythonText.piece(values, scope, one.value())
                    : PythonValue.UNKNOWN)
        .toList();
  }

  /** What a function of {@code os.path} or {@code pathlib} gives. */
  static Optional<PythonValue> function(
      PythonValues values, PythonScope scope, String name, Expression.Call call) {
    List<PythonValue> given = arguments(values, scope, call, 0);
    if (name.equals("os.getenv") || name.equals("os.environ.get")) {
      return given.isEmpty() ? Optional.empty() : variable(given.get(0));
    }
    if (!given.isEmpty() && given.get(0) instanceof PythonValue.Mounted mounted) {
      return OF_PATH.contains(name) || name.equals("os.path.join")
          ? Optional.of(joined(values, mounted, given.subList(1, given.size())))
          : Optional.empty();
    }
    if (!given.isEmpty() && given.get(0) instanceof PythonValue.Paths some) {
      return OF_PATH.contains(name) && given.size() == 1 ? Optional.of(some) : Optional.empty();
    }
    boolean isPath = !given.isEmpty() && given.get(0) instanceof PythonValue.Path;
    if (!isPath) {
      return Optional.empty();
    }
    PythonValue.Path first = (PythonValue.Path) given.get(0);
    if (OF_PATH.contains(name) || name.equals("os.path.join")) {
      return Optional.of(joined(values, first, given.subList(1, given.size())));
    }
    if (name.equals("os.path.dirname")) {
      return Optional.of(above(first, 1));
    }
    return name.equals("io.open") || name.equals("codecs.open")
        ? Optional.of(opened(first, call))
        : Optional.empty();
  }

  /** The folder that a variable of the service names. */
  static Optional<PythonValue> variable(PythonValue name) {
    return name instanceof PythonValue.Text text && text.value().startsWith("AZUREML_")
        ? Optional.of(
            new PythonValue.Mounted(new PythonValue.Root(Optional.empty(), text.value()), ""))
        : Optional.empty();
  }

  /** What {@code open} and {@code str} give. */
  static PythonValue builtIn(
      PythonValues values, PythonScope scope, String name, Expression.Call call) {
    PythonValue first =
        call.arguments().isEmpty()
            ? PythonValue.UNKNOWN
            : values.of(scope, call.arguments().get(0).value());
    if (first instanceof PythonValue.Mounted mounted && name.equals("str")) {
      return mounted;
    }
    if (first instanceof PythonValue.Paths some) {
      return name.equals("str")
          ? some
          : isReading(call, 1) ? new PythonValue.Opened(some.paths()) : PythonValue.UNKNOWN;
    }
    if (!(first instanceof PythonValue.Path path)) {
      return PythonValue.UNKNOWN;
    }
    return name.equals("str") ? path : opened(path, call);
  }

  private static PythonValue opened(PythonValue.Path path, Expression.Call call) {
    return isReading(call, 1) ? new PythonValue.Opened(List.of(path.path())) : PythonValue.UNKNOWN;
  }
}
