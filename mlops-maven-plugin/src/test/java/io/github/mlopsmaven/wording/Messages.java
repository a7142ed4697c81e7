package io.github.mlopsmaven.wording;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The texts in the code that have more than one word: problems, remedies, lines of reports and of
 * the log, questions, titles of rules. They are read from the source, so that none is forgotten; a
 * part that is known at run time only is {@code {name}}.
 */
final class Messages {

  private static final Pattern WORDS = Pattern.compile("(?s).*[A-Za-z]{2}\\W* \\W*[A-Za-z{].*");
  private static final Pattern GROUPS = Pattern.compile("\\(\\?[:i=!<]|\\\\[sSwWdb]|\\[\\^|\\.\\*");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Messages() {}

  /** Room to its texts, a line each below the name of their file. */
  static Map<String, String> of(Path sources) throws IOException {
    Path root = sources.toAbsolutePath().normalize();
    Map<String, StringBuilder> rooms = new TreeMap<>();
    for (CompilationUnitTree unit : parsed(root)) {
      Set<String> texts = new LinkedHashSet<>();
      new Collector(texts).scan(unit, null);
      if (!texts.isEmpty()) {
        Path file = root.relativize(Path.of(unit.getSourceFile().toUri()));
        rooms
            .computeIfAbsent(file.getName(0).toString(), room -> new StringBuilder())
            .append("# ")
            .append(file.getFileName().toString().replace(".java", ""))
            .append('\n')
            .append(String.join("\n", texts))
            .append("\n\n");
      }
    }
    Map<String, String> texts = new TreeMap<>();
    rooms.forEach((room, text) -> texts.put(room, text.toString().strip() + "\n"));
    return texts;
  }

  /** Each problem with its remedy below it, below the name of their room. */
  static String problems(Path sources) throws IOException {
    Path root = sources.toAbsolutePath().normalize();
    List<CompilationUnitTree> units = parsed(root);
    Problems problems = new Problems();
    units.forEach(problems::learn);
    Map<String, Set<String>> rooms = new TreeMap<>();
    for (CompilationUnitTree unit : units) {
      Path file = root.relativize(Path.of(unit.getSourceFile().toUri()));
      rooms
          .computeIfAbsent(file.getName(0).toString(), room -> new LinkedHashSet<>())
          .addAll(problems.of(unit));
    }
    rooms.values().removeIf(Set::isEmpty);
    StringBuilder text = new StringBuilder();
    rooms.forEach(
        (room, pairs) ->
            text.append("# ")
                .append(room)
                .append('\n')
                .append(String.join("\n", pairs))
                .append("\n\n"));
    return text.toString().strip() + "\n";
  }

  /** Without control characters: a file that has one counts as binary. */
  static String printable(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  private static List<CompilationUnitTree> parsed(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      return units;
    }
  }

  private static final class Collector extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final Set<String> texts;

    Collector(Set<String> texts) {
      this.texts = texts;
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void nothing) {
      return null;
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
      if (literal.getValue() instanceof String text) {
        add(text);
      }
      return null;
    }

    @Override
    public @Nullable Void visitBinary(BinaryTree sum, @Nullable Void nothing) {
      StringBuilder text = new StringBuilder();
      if (sum.getKind() != Tree.Kind.PLUS || !joined(sum, text)) {
        return super.visitBinary(sum, null);
      }
      add(text.toString());
      return null;
    }

    /**
     * Writes a sum as one text, and looks into what it is made of; false where no text is in it.
     */
    private boolean joined(Tree tree, StringBuilder text) {
      Tree bare = tree;
      while (bare instanceof ParenthesizedTree parentheses) {
        bare = parentheses.getExpression();
      }
      if (bare instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
        boolean left = joined(sum.getLeftOperand(), text);
        return joined(sum.getRightOperand(), text) || left;
      }
      if (bare instanceof LiteralTree literal && literal.getValue() instanceof String part) {
        text.append(part);
        return true;
      }
      text.append('{').append(name(bare)).append('}');
      scan(bare, null);
      return false;
    }

    private static String name(Tree tree) {
      if (tree instanceof MethodInvocationTree call) {
        return name(call.getMethodSelect());
      }
      if (tree instanceof MemberSelectTree select) {
        return select.getIdentifier().toString();
      }
      return tree instanceof IdentifierTree identifier ? identifier.getName().toString() : "…";
    }

    private void add(String text) {
      if (WORDS.matcher(text).matches() && !GROUPS.matcher(text).find()) {
        String line = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
        texts.add(printable(line));
      }
    }
  }
}
