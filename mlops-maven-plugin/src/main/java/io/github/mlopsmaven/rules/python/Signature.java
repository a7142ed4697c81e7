package io.github.mlopsmaven.rules.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a Python function.
 *
 * @param parameters in their order
 * @see <a href="https://docs.python.org/3/reference/expressions.html#calls">Calls</a>
 */
record Signature(List<Parameter> parameters) {

  private static final Pattern NAME = Pattern.compile("^\\s*(\\*{0,2})\\s*(\\w+)");

  private static final Pattern DEFAULT = Pattern.compile("(?s).*[^=!<>:]=[^=].*");

  Signature {
    parameters = List.copyOf(parameters);
  }

  /** How a parameter is given. */
  enum Kind {
    /** Only by its place. */
    PLACE,
    /** By its place or its name. */
    ANY,
    /** Only by its name. */
    NAME,
    /** {@code *args}. */
    PLACES,
    /** {@code **kwargs}. */
    NAMES
  }

  /**
   * A parameter.
   *
   * @param name its name
   * @param kind how it is given
   * @param isRequired whether it has no default
   */
  record Parameter(String name, Kind kind, boolean isRequired) {}

  /** Reads what stands between two brackets of a definition. */
  static Signature parse(String code, int start, int end) {
    List<Parameter> parameters = new ArrayList<>();
    boolean isNamed = false;
    for (int[] part : PythonProgram.parts(code, start, end)) {
      String text = code.substring(part[0], part[1]);
      if (text.strip().equals("/")) {
        parameters.replaceAll(one -> new Parameter(one.name(), Kind.PLACE, one.isRequired()));
        continue;
      }
      Matcher name = NAME.matcher(text);
      if (!name.find()) {
        isNamed |= text.strip().equals("*");
        continue;
      }
      int stars = name.group(1).length();
      Kind kind =
          stars == 2 ? Kind.NAMES : stars == 1 ? Kind.PLACES : isNamed ? Kind.NAME : Kind.ANY;
      isNamed |= stars == 1;
      boolean isRequired = stars == 0 && !DEFAULT.matcher(" " + text + " ").matches();
      parameters.add(new Parameter(name.group(2), kind, isRequired));
    }
    return new Signature(parameters);
  }

  /** The parameters of a method that a caller gives. */
  Signature ofMethod() {
    boolean hasSelf =
        !parameters.isEmpty()
            && (parameters.get(0).kind() == Kind.ANY || parameters.get(0).kind() == Kind.PLACE);
    return hasSelf ? new Signature(parameters.subList(1, parameters.size())) : this;
  }

  private boolean has(Kind kind) {
    return parameters.stream().anyMatch(one -> one.kind() == kind);
  }

  /** The names that a caller can give. */
  List<String> names() {
    return parameters.stream()
        .filter(one -> one.kind() == Kind.ANY || one.kind() == Kind.NAME)
        .map(Parameter::name)
        .toList();
  }

  /** Its parameters that are given by their place. */
  List<String> places() {
    return parameters.stream()
        .filter(one -> one.kind() == Kind.ANY || one.kind() == Kind.PLACE)
        .map(Parameter::name)
        .toList();
  }

  /**
   * What is wrong with a call.
   *
   * @param call the call
   * @return what Python would say, without the function's name; empty if it would say nothing
   */
  Optional<String> mistake(PythonCall call) {
    List<String> places = places();
    if (call.places().size() > places.size() && !has(Kind.PLACES)) {
      return Optional.of(
          "takes "
              + (places.isEmpty() ? "no" : "at most " + places.size())
              + (places.size() == 1 ? " argument" : " arguments")
              + " by position, and gets "
              + call.places().size());
    }
    Set<String> given = new HashSet<>();
    for (int i = 0; i < Math.min(call.places().size(), places.size()); i++) {
      given.add(places.get(i));
    }
    Set<String> names = Set.copyOf(names());
    for (String name : call.names()) {
      if (!names.contains(name) && !has(Kind.NAMES)) {
        return Optional.of("has no parameter '" + name + "'");
      }
      if (names.contains(name) && !given.add(name)) {
        return Optional.of("gets '" + name + "' twice");
      }
    }
    return parameters.stream()
        .filter(one -> one.isRequired() && !given.contains(one.name()))
        .filter(one -> one.kind() == Kind.NAME || !call.isOpen())
        .filter(one -> one.kind() == Kind.PLACE || !call.isOpenForNames())
        .map(one -> "requires '" + one.name() + "'")
        .findFirst();
  }
}
