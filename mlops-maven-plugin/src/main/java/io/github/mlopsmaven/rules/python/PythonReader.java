package io.github.mlopsmaven.rules.python;

import io.github.mlopsmaven.verify.Content;
import io.github.mlopsmaven.verify.PatternSearch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a Python file line by line, by its indentation. */
final class PythonReader {

  private static final Pattern DEFINITION =
      Pattern.compile("^(?:async\\s+)?def\\s+(\\w+)\\s*(?:\\[[^\\]]*\\]\\s*)?\\(");

  private static final Pattern RESULT = Pattern.compile("\\)?\\s*->\\s*(\\w+)\\s*:");

  private static final Pattern CLASS =
      Pattern.compile("^class\\s+(\\w+)\\s*(?:\\[[^\\]]*\\]\\s*)?([(:])");

  private static final Pattern FIELD =
      Pattern.compile("^(\\w+)\\s*:([^=]*)(=.*)?$", Pattern.DOTALL);

  private static final Pattern SIGNS = Pattern.compile("[()\\\\]");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private static final Pattern ALIAS = Pattern.compile("^([\\w.]+)(?:\\s+as\\s+(\\w+))?$");

  private static final Pattern INNER =
      Pattern.compile(
          "\\blambda\\b([^:]*):|\\bfor\\b(.*?)\\bin\\b|\\bas\\s+(\\w+|\\([^)]*\\))|(\\w+)\\s*:=",
          Pattern.DOTALL);

  /** An import on the line of its condition. */
  private static final Pattern BEFORE_IMPORT =
      Pattern.compile("^(?:if|elif|else|try|except|finally|with)\\b.*?:\\s*(?=(?:import|from)\\s)");

  private static final Pattern GLOBAL = Pattern.compile("\\b(?:global|nonlocal)\\s+([^\\n]*)");

  private enum Kind {
    FUNCTION,
    TYPE,
    OTHER
  }

  /** A block that is open; its end is known when the next line stands less deep. */
  private static final class Block {
    final Kind kind;
    final int indent;
    final String name;
    final int start;
    final int body;
    final List<String> decorators;
    final Signature signature;
    final boolean isTop;
    final Map<String, PythonModule.Function> methods = new HashMap<>();
    final Set<String> twice = new HashSet<>();
    final List<Signature.Parameter> fields = new ArrayList<>();
    final List<String> bases = new ArrayList<>();
    final Set<String> members = new HashSet<>();
    boolean isKeyed;
    boolean isMeta;

    Block(
        Kind kind,
        Line line,
        String name,
        List<String> decorators,
        Signature signature,
        int body,
        boolean isTop) {
      this.kind = kind;
      this.indent = line.indent();
      this.start = line.start();
      this.name = name;
      this.decorators = decorators;
      this.signature = signature;
      this.body = body;
      this.isTop = isTop;
    }
  }

  private record Line(int start, int indent, String text) {}

  private static final Signature NONE = new Signature(List.of());

  private final boolean isLong;
  private final String code;
  private final Deque<Block> open = new ArrayDeque<>();
  private final Map<String, PythonModule.Function> functions = new HashMap<>();
  private final Map<String, PythonModule.Type> classes = new HashMap<>();
  private final List<PythonModule.Function> bodies = new ArrayList<>();
  private final Map<String, PythonModule.Imported> imported = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> bound = new HashMap<>();
  private List<String> decorators = new ArrayList<>();

  PythonReader(Content content) {
    this.isLong = content.text().length() > PythonModule.LONGEST;
    this.code = isLong ? "" : PythonFile.marked(content);
  }

  PythonModule read() {
    for (Line line : lines()) {
      close(line.indent(), line.start());
      line(line);
    }
    close(0, code.length());
    Set<String> once = new HashSet<>();
    bound.forEach(
        (name, times) -> {
          if (times == 1) {
            once.add(name);
          }
        });
    functions.keySet().retainAll(once);
    classes.keySet().retainAll(once);
    imported.keySet().retainAll(once);
    boolean isOpen = isLong || PythonSign.isOpenModule(code);
    return new PythonModule(functions, classes, bodies, imported, names, once, isOpen);
  }

  /** The statements' lines, each to the end of its last bracket. */
  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    int depth = 0;
    int start = 0;
    char[] letters = code.toCharArray();
    for (int i = 0; i <= letters.length; i++) {
      char c = i < letters.length ? letters[i] : '\n';
      depth += PythonSyntax.level(c);
      boolean isJoined = i > 0 && letters[i - 1] == '\\';
      if (c == '\n' && ((depth <= 0 && !isJoined) || i == letters.length)) {
        String text = code.substring(start, i);
        int indent = text.length() - text.stripLeading().length();
        if (!text.isBlank()) {
          lines.add(new Line(start + indent, indent, text.strip()));
        }
        start = i + 1;
        depth = 0;
      }
    }
    return lines;
  }

  private void close(int indent, int at) {
    while (!open.isEmpty() && open.peek().indent >= indent) {
      Block block = open.pop();
      if (block.kind == Kind.FUNCTION) {
        closeFunction(block, at);
      } else if (block.kind == Kind.TYPE) {
        closeClass(block, at);
      }
    }
  }

  private void closeFunction(Block block, int end) {
    Optional<Block> owner = owner();
    boolean isMethod = owner.isPresent() && owner.get().kind == Kind.TYPE;
    String kind =
        block.decorators.stream()
            .filter(Set.of("staticmethod", "classmethod", "property")::contains)
            .findFirst()
            .orElse("");
    PythonModule.Function function =
        new PythonModule.Function(
            block.name,
            isMethod ? owner.get().name : "",
            block.signature,
            PythonSignatures.HARMLESS.containsAll(block.decorators),
            kind,
            result(block.body),
            block.start,
            block.body,
            end);
    bodies.add(function);
    if (isMethod) {
      owner.get().members.add(block.name);
      if (owner.get().methods.put(block.name, function) != null) {
        owner.get().twice.add(block.name);
      }
    } else if (block.isTop) {
      functions.put(block.name, function);
    }
  }

  private void closeClass(Block block, int end) {
    boolean isData =
        block.decorators.equals(List.of("dataclass"))
            || block.decorators.equals(List.of("dataclasses.dataclass"));
    block.methods.keySet().removeAll(block.twice);
    if (block.isTop) {
      classes.put(
          block.name,
          new PythonModule.Type(
              block.name,
              block.bases,
              block.methods,
              isData && !block.isKeyed
                  ? Optional.of(new Signature(block.fields))
                  : Optional.empty(),
              block.members,
              (block.decorators.isEmpty() || (isData && !block.isKeyed))
                  && !block.isMeta
                  && !block.twice.contains("__init__"),
              block.start,
              end));
    }
  }

  /** The one name behind the arrow of a definition. */
  private String result(int closing) {
    Matcher result = RESULT.matcher(code).region(Math.min(closing, code.length()), code.length());
    return result.lookingAt() ? result.group(1) : "";
  }

  /** The innermost function or class. */
  private Optional<Block> owner() {
    return open.stream().filter(block -> block.kind != Kind.OTHER).findFirst();
  }

  private void line(Line line) {
    String text = line.text();
    if (text.startsWith("@")) {
      decorators.add(text.substring(1).strip().replaceFirst("(?s)\\s*\\(.*", ""));
      // These change how a data class is made.
      if (text.contains("dataclass") && text.matches("(?s).*\\b(?:init|kw_only)\\b.*")) {
        decorators.add("");
      }
      return;
    }
    List<String> above = decorators;
    decorators = new ArrayList<>();
    Matcher definition = DEFINITION.matcher(text);
    Matcher type = CLASS.matcher(text);
    inner(text);
    if (definition.find()) {
      int from = line.start() + definition.end();
      int to = PythonProgram.closing(code, from);
      Signature signature = Signature.parse(code, from, to);
      define(definition.group(1));
      signature.parameters().forEach(one -> count(one.name()));
      open.push(
          new Block(
              Kind.FUNCTION, line, definition.group(1), above, signature, to, open.isEmpty()));
    } else if (type.find()) {
      define(type.group(1));
      Block block =
          new Block(Kind.TYPE, line, type.group(1), above, NONE, line.start(), open.isEmpty());
      if (type.group(2).equals("(")) {
        int from = line.start() + type.end();
        PythonCall bases = PythonCall.parse(code, from, PythonProgram.closing(code, from));
        block.bases.addAll(bases.places());
        if (!bases.names().isEmpty() || bases.isOpen()) {
          block.bases.add("?");
        }
        // A metaclass decides what a call of the class takes.
        block.isMeta = bases.names().contains("metaclass");
      }
      open.push(block);
    } else {
      statement(line, text);
    }
  }

  private void statement(Line line, String text) {
    Optional<Block> owner = owner();
    boolean isField = owner.isPresent() && owner.get().kind == Kind.TYPE;
    if (isField) {
      field(owner.get(), text);
    } else {
      for (String one : PythonNames.statements(text)) {
        String plain = BEFORE_IMPORT.matcher(one.strip()).replaceFirst("");
        if (plain.startsWith("import ") || plain.startsWith("from ")) {
          imports(plain);
        } else {
          Set<String> words = new HashSet<>();
          PythonNames.bind(plain, words);
          words.forEach(this::define);
        }
      }
    }
    if (text.endsWith(":")) {
      open.push(new Block(Kind.OTHER, line, "", List.of(), NONE, line.start(), false));
    }
  }

  private void field(Block type, String text) {
    PythonNames.bind(text, type.members);
    Matcher field = FIELD.matcher(text);
    if (!field.matches() || field.group(2).contains("ClassVar")) {
      type.isKeyed |= text.contains("KW_ONLY");
      return;
    }
    String value = field.group(3) == null ? "" : field.group(3);
    boolean isOption = value.isEmpty() || value.contains("default");
    boolean isFunction = value.matches("(?s)=\\s*(?:dataclasses\\s*\\.\\s*)?field\\s*\\(.*");
    // Only what is nothing but a default is certain.
    type.isKeyed |=
        (isFunction && (!isOption || value.contains("init") || value.contains("kw_only")))
            || field.group(2).matches(".*\\b(?:InitVar|KW_ONLY)\\b.*");
    type.fields.add(new Signature.Parameter(field.group(1), Signature.Kind.ANY, value.isEmpty()));
  }

  /** Names that are bound inside of a line: of loops, of lambdas, behind {@code as}. */
  private void inner(String text) {
    if (text.startsWith("import ") || text.startsWith("from ")) {
      return;
    }
    boolean mayBind =
        text.contains(":=")
            || PythonWords.has(text, "for")
            || PythonWords.has(text, "as")
            || PythonWords.has(text, "lambda");
    Matcher inner = INNER.matcher(text);
    while (mayBind && inner.find()) {
      for (int i = 1; i <= inner.groupCount(); i++) {
        if (inner.group(i) != null) {
          Set<String> words = new HashSet<>();
          PythonNames.words(inner.group(i), words);
          words.forEach(this::define);
        }
      }
    }
    PatternSearch global = new PatternSearch(GLOBAL, text, "global", "nonlocal");
    while (global.find()) {
      Set<String> words = new HashSet<>();
      PythonNames.words(global.match().group(1), words);
      words.forEach(this::count);
      names.addAll(words);
    }
  }

  private void imports(String statement) {
    String flat = BLANKS.matcher(SIGNS.matcher(statement).replaceAll(" ")).replaceAll(" ").strip();
    int at = flat.indexOf(" import ");
    boolean isFrom = flat.startsWith("from ") && at > 0;
    String from = isFrom ? flat.substring("from ".length(), at).replace(" ", "") : "";
    int level = 0;
    while (level < from.length() && from.charAt(level) == '.') {
      level++;
    }
    boolean isImport = flat.startsWith("import ");
    String list = isFrom ? flat.substring(at + 8) : isImport ? flat.substring(7) : flat;
    for (String part : list.split(",", -1)) {
      Matcher alias = ALIAS.matcher(part.strip());
      if (alias.matches()) {
        String name = alias.group(1);
        boolean isRenamed = alias.group(2) != null;
        int point = name.indexOf('.');
        String local = isRenamed ? alias.group(2) : point < 0 ? name : name.substring(0, point);
        define(local);
        imported.put(
            local,
            isFrom
                ? new PythonModule.Imported(from.substring(level), level, name)
                : new PythonModule.Imported(isRenamed ? name : local, 0, ""));
      }
    }
  }

  /** Takes a name that is bound, unless it is one of a class. */
  private void define(String name) {
    Optional<Block> owner = owner();
    if (owner.isEmpty()) {
      names.add(name);
    }
    if (owner.isEmpty() || owner.get().kind == Kind.FUNCTION) {
      count(name);
    }
  }

  private void count(String name) {
    bound.merge(name, 1, Integer::sum);
  }
}
