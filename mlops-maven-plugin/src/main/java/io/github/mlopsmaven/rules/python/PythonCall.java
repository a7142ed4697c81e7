package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of a call.
 *
 * @param places those that are given by their place
 * @param names the names of those that are given by name
 * @param isOpen whether {@code *} brings more
 * @param isOpenForNames whether {@code **} brings more
 */
record PythonCall(List<String> places, List<String> names, boolean isOpen, boolean isOpenForNames) {

  private static final Pattern NAMED = Pattern.compile("^\\s*([A-Za-z_]\\w*)\\s*=(?!=)");

  /** The parameters of a lambda, or the variables of a loop, before a comma among them. */
  private static final Pattern AMONG =
      Pattern.compile("\\blambda\\b[^:]*$|\\bfor\\b(?:(?!\\bin\\b)[\\s\\S])*$");

  PythonCall {
    places = List.copyOf(places);
    names = List.copyOf(names);
  }

  /** Reads what stands between two brackets of a call, in code that has a mark for each text. */
  static PythonCall parse(String code, int start, int end) {
    List<String> places = new ArrayList<>();
    List<String> names = new ArrayList<>();
    boolean isOpen = false;
    boolean isOpenForNames = false;
    StringBuilder before = new StringBuilder();
    for (int[] part : PythonProgram.parts(code, start, end)) {
      String text = before + code.substring(part[0], part[1]);
      before.setLength(0);
      if (AMONG.matcher(text).find()) {
        before.append(text).append(',');
        continue;
      }
      Matcher named = NAMED.matcher(text);
      if (text.strip().startsWith("**")) {
        isOpenForNames = true;
      } else if (text.strip().startsWith("*")) {
        isOpen = true;
      } else if (named.find()) {
        names.add(named.group(1));
      } else if (!text.isBlank()) {
        places.add(text.strip());
      }
    }
    return new PythonCall(places, names, isOpen, isOpenForNames);
  }
}
