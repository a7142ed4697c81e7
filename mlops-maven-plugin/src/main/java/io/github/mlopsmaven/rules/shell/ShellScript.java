package io.github.mlopsmaven.rules.shell;

import io.github.mlopsmaven.verify.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A shell script, as bash reads it.
 *
 * @param commands its commands in the order in which they run, those in {@code $(…)} too
 * @param assigned every word that is assigned to a variable
 * @param constants the variables that are set once and to something certain, with their words
 * @param functions the functions that pass all of their arguments on, with what they put before
 *     them
 * @param locals each declaration of a function's own variables that stands in no function
 * @param syntax why it does not parse, and the names that it has
 */
public record ShellScript(
    List<ShellCommand> commands,
    List<ShellWord> assigned,
    Map<String, ShellWord> constants,
    Map<String, List<ShellWord>> functions,
    List<ShellWord> locals,
    ShellSyntax syntax) {

  /** Copies the collections. */
  public ShellScript {
    commands = List.copyOf(commands);
    assigned = List.copyOf(assigned);
    constants = Map.copyOf(constants);
    functions = Map.copyOf(functions);
    locals = List.copyOf(locals);
  }

  /**
   * Reads a content, once.
   *
   * @param content what is said to be a script
   */
  public static ShellScript of(Content content) {
    return content.learn(ShellScript.class, known -> parse(known.text()));
  }

  /**
   * Reads a script that is written in a file of something else, once: several checks look at it.
   *
   * @param content the file
   * @param text the script, with values put in
   */
  public static ShellScript of(Content content, String text) {
    return content
        .learn(Inside.class, any -> new Inside(new ConcurrentHashMap<>()))
        .scripts()
        .computeIfAbsent(text, ShellScript::parse);
  }

  /** The scripts in a file, by their texts. */
  private record Inside(Map<String, ShellScript> scripts) {}

  /**
   * Reads a script. Nothing is refused: behind what bash would not read, reading goes on with the
   * next line.
   *
   * @param text the script
   */
  public static ShellScript parse(String text) {
    ShellVariables variables = new ShellVariables();
    ShellCommands commands = new ShellCommands();
    List<ShellSyntax.Mistake> mistakes = new ShellGrammar(text, variables, commands, 0).script();
    Map<String, ShellWord> constants = new HashMap<>();
    commands
        .assigned()
        .forEach(
            (name, values) -> {
              if (values.size() == 1) {
                constants.put(name, values.get(0));
              }
            });
    return new ShellScript(
        commands.commands(),
        commands.assigned().values().stream().flatMap(List::stream).toList(),
        constants,
        commands.passing(),
        commands.locals(),
        new ShellSyntax(
            mistakes.stream().findFirst(),
            variables.read(),
            variables.set(),
            variables.sourced(),
            commands.functions(),
            variables.isOpen()));
  }

  /**
   * The values of the constants, with those put in that they are made of.
   *
   * @param known what is known from outside, as {@link ShellWord#HERE}
   */
  public Map<String, String> values(Map<String, String> known) {
    Map<String, String> values = new HashMap<>(known);
    boolean learns = true;
    while (learns) {
      learns = false;
      for (Map.Entry<String, ShellWord> constant : constants.entrySet()) {
        if (!values.containsKey(constant.getKey())) {
          List<String> value = constant.getValue().values(values);
          if (value.size() == 1) {
            values.put(constant.getKey(), value.get(0));
            learns = true;
          }
        }
      }
    }
    return values;
  }

  /**
   * A command's words, with what its function puts before its arguments.
   *
   * @param command one of the commands
   */
  public List<ShellWord> expanded(ShellCommand command) {
    List<ShellWord> prefix = functions.get(command.name());
    if (prefix == null) {
      return command.words();
    }
    List<ShellWord> words = new ArrayList<>(prefix);
    words.addAll(command.words().subList(1, command.words().size()));
    return words;
  }
}
