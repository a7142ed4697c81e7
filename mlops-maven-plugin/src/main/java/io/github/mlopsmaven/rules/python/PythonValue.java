package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an expression of Python code is, as far as the code of the project says so. */
sealed interface PythonValue {

  /** Nobody knows. */
  PythonValue UNKNOWN = new Unknown();

  /** Nobody knows. */
  record Unknown() implements PythonValue {}

  /** A text. */
  record Text(String value) implements PythonValue {}

  /** A path, from the root of the project. */
  record Path(String path) implements PythonValue {}

  /**
   * A folder or file that is only there when the code runs: of an option of its command line, or of
   * a variable that the service sets.
   *
   * @param root where it begins
   * @param path the path from there; empty for the beginning itself
   */
  record Mounted(Root root, String path) implements PythonValue {}

  /**
   * Where a path begins that is only known when the code runs.
   *
   * @param parser the parser of the command line; empty for an environment variable
   * @param name the option's attribute, or the variable
   */
  record Root(Optional<Parser> parser, String name) {}

  /** One of some files of the project, of which only a part of the name is known. */
  record Paths(List<String> paths) implements PythonValue {
    public Paths {
      paths = List.copyOf(paths);
    }
  }

  /** One of some texts, which settings have. */
  record Texts(List<String> texts) implements PythonValue {
    public Texts {
      texts = List.copyOf(texts);
    }
  }

  /** A text of which some parts are not known: they are stars. */
  record Pattern(String value) implements PythonValue {}

  /**
   * What a file has, or the file itself when it is open.
   *
   * @param paths its path, from the root; more than one where it may be each of them
   */
  record Opened(List<String> paths) implements PythonValue {
    public Opened {
      paths = List.copyOf(paths);
    }
  }

  /** What JSON in a file of this name has, which other code of the project may write. */
  record Json(String name) implements PythonValue {}

  /** A module of the project: its path without an extension. */
  record Module(String path) implements PythonValue {}

  /** A module of others, or what it has: its name with points. */
  record Library(String name) implements PythonValue {}

  /** What a library makes when it is called. */
  record Made(String name) implements PythonValue {}

  /** A function of the project, or a method of an object of the project. */
  record Function(PythonScope scope, Statement.Function function, boolean isBound)
      implements PythonValue {}

  /** A class of the project. */
  record Type(PythonScope scope, Statement.Type type) implements PythonValue {}

  /** An object of a class of the project. */
  record Instance(Type type) implements PythonValue {}

  /** A tuple. */
  record Tuple(List<PythonValue> parts) implements PythonValue {
    public Tuple {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A dictionary that is written out, and that nothing changes but the setting of known keys.
   *
   * @param more the keys that are set besides
   * @param isOpenBelow whether what stands below its keys may be changed
   */
  record Dictionary(
      PythonScope scope, Expression.Dictionary written, Set<String> more, boolean isOpenBelow)
      implements PythonValue {
    public Dictionary {
      more = Set.copyOf(more);
    }
  }

  /** A number, a list, a set or an f-string: nothing that can be called. */
  record Plain(String kind) implements PythonValue {}

  /** A parser of the command line: the place where it is made. */
  record Parser(SourceFile file, int index) implements PythonValue {}

  /** What a parser of the command line found. */
  record Arguments(Parser parser) implements PythonValue {}

  /** What an asynchronous function of the project gives before it is awaited. */
  record Coroutine(Function function) implements PythonValue {}

  /**
   * Settings that were read from files.
   *
   * @param nodes what they are, in each of the files
   * @param files the files
   */
  record Settings(List<YamlNode> nodes, List<SourceFile> files) implements PythonValue {
    public Settings {
      nodes = List.copyOf(nodes);
      files = List.copyOf(files);
    }
  }
}
