package io.github.mlopsmaven.wording;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong and what to do about it: the texts that are given together, wherever a
 * constructor or a method has a parameter for the problem and one for the remedy.
 */
final class Problems {

  private static final Pattern WORD = Pattern.compile("[A-Za-z]{3,}");
  private static final Pattern PLACE = Pattern.compile("\\{[^{}]*}");

  /** Where a constructor or method takes the two; the count of parameters tells overloads apart. */
  private record Pair(int parameters, int problem, int remedy) {}

  private final Map<String, Set<Pair>> takers = new HashMap<>();

  /**
   * The strings of a class that others may use, such as the name of a file, as {@code TYPE.NAME}.
   */
  private final Map<String, String> constants = new HashMap<>();

  /** Looks for what takes a problem and a remedy, and for constants. */
  void learn(CompilationUnitTree unit) {
    new TreeScanner<@Nullable Void, String>() {
      @Override
      public @Nullable Void visitClass(ClassTree type, String outer) {
        return super.visitClass(type, type.getSimpleName().toString());
      }

      @Override
      public @Nullable Void visitVariable(VariableTree variable, String type) {
        if (variable.getInitializer() instanceof LiteralTree literal
            && literal.getValue() instanceof String text) {
          constants.put(type + "." + variable.getName(), text);
        }
        return super.visitVariable(variable, type);
      }

      @Override
      public @Nullable Void visitMethod(MethodTree method, String type) {
        List<String> names = new ArrayList<>();
        method.getParameters().forEach(each -> names.add(each.getName().toString()));
        int problem = names.indexOf("problem");
        int remedy = names.indexOf("remedy");
        if (problem >= 0 && remedy >= 0) {
          String name = method.getName().toString();
          takers
              .computeIfAbsent(name.equals("<init>") ? type : name, key -> new LinkedHashSet<>())
              .add(new Pair(names.size(), problem, remedy));
        }
        return super.visitMethod(method, type);
      }
    }.scan(unit, "");
  }

  /** Each problem of a file, with its remedy in the line below it. */
  List<String> of(CompilationUnitTree unit) {
    Map<String, ExpressionTree> values = new HashMap<>();
    Set<String> several = new LinkedHashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
        String name = variable.getName().toString();
        if (variable.getInitializer() != null
            && values.put(name, variable.getInitializer()) != null) {
          several.add(name);
        }
        return super.visitVariable(variable, null);
      }
    }.scan(unit, null);
    values.keySet().removeAll(several);

    Set<String> found = new LinkedHashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void nothing) {
        add(lastName(made.getIdentifier()), made.getArguments());
        return super.visitNewClass(made, null);
      }

      @Override
      public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void no) {
        add(lastName(call.getMethodSelect()), call.getArguments());
        return super.visitMethodInvocation(call, null);
      }

      private void add(String name, List<? extends ExpressionTree> arguments) {
        for (Pair pair : takers.getOrDefault(name, Set.of())) {
          if (pair.parameters() == arguments.size()) {
            for (String problem : texts(arguments.get(pair.problem()), values, 0)) {
              for (String remedy : texts(arguments.get(pair.remedy()), values, 0)) {
                if (isSentence(problem)) {
                  found.add(line(problem) + "\n  " + line(remedy));
                }
              }
            }
          }
        }
      }
    }.scan(unit, null);
    return List.copyOf(found);
  }

  private static boolean isSentence(String text) {
    return text.strip().contains(" ")
        && !text.startsWith("-----")
        && WORD.matcher(PLACE.matcher(text).replaceAll("")).find();
  }

  private static String line(String text) {
    return Messages.printable(text.strip().replaceAll("\\s+", " "));
  }

  /** What a text can be; a part that only the run knows is its name in braces. */
  private List<String> texts(Tree tree, Map<String, ExpressionTree> values, int depth) {
    if (tree instanceof ParenthesizedTree parentheses) {
      return texts(parentheses.getExpression(), values, depth);
    }
    if (tree instanceof LiteralTree literal) {
      return List.of(String.valueOf(literal.getValue()));
    }
    if (tree instanceof ConditionalExpressionTree choice) {
      List<String> both = new ArrayList<>(texts(choice.getTrueExpression(), values, depth));
      both.addAll(texts(choice.getFalseExpression(), values, depth));
      return List.copyOf(both);
    }
    if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
      List<String> all = new ArrayList<>();
      for (String left : texts(sum.getLeftOperand(), values, depth)) {
        for (String right : texts(sum.getRightOperand(), values, depth)) {
          all.add(left + right);
        }
      }
      return List.copyOf(all.size() > 8 ? all.subList(0, 8) : all);
    }
    if (tree instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals("formatted")) {
      return texts(select.getExpression(), values, depth).stream()
          .map(text -> text.replaceAll("%[sd]", "{…}"))
          .toList();
    }
    if (constants.containsKey(tree.toString())) {
      return List.of(constants.getOrDefault(tree.toString(), ""));
    }
    if (tree instanceof IdentifierTree identifier && depth < 4) {
      ExpressionTree value = values.get(identifier.getName().toString());
      if (value != null) {
        List<String> texts = texts(value, values, depth + 1);
        if (texts.stream()
            .anyMatch(text -> WORD.matcher(PLACE.matcher(text).replaceAll("")).find())) {
          return texts;
        }
      }
    }
    return List.of("{" + lastName(tree) + "}");
  }

  private static String lastName(Tree tree) {
    if (tree instanceof MethodInvocationTree call) {
      return lastName(call.getMethodSelect());
    }
    if (tree instanceof MemberSelectTree select) {
      return select.getIdentifier().toString();
    }
    return tree instanceof IdentifierTree identifier ? identifier.getName().toString() : "…";
  }
}
