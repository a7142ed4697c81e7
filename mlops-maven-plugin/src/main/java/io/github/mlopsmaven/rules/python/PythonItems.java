package io.github.mlopsmaven.rules.python;

/** What stands in brackets behind a value: an item of a dictionary, a tuple or settings. */
final class PythonItems {

  private static final PythonValue ENVIRONMENT = new PythonValue.Library("os.environ");

  private PythonItems() {}

  /** What an item of a value is. */
  static PythonValue of(PythonValues values, PythonValue value, Expression key) {
    if (value instanceof PythonValue.Settings settings) {
      return PythonSettingsValue.item(settings, PythonTree.text(key));
    }
    if (value instanceof PythonValue.Tuple tuple
        && key instanceof Expression.Constant number
        && number.value().matches("\\d{1,4}")
        && Integer.parseInt(number.value()) < tuple.parts().size()) {
      return tuple.parts().get(Integer.parseInt(number.value()));
    }
    if (value.equals(ENVIRONMENT)) {
      return PythonTree.text(key)
          .map(PythonValue.Text::new)
          .flatMap(PythonPaths::variable)
          .orElse(PythonValue.UNKNOWN);
    }
    if (value instanceof PythonValue.Dictionary dictionary) {
      return PythonTree.text(key)
          .filter(text -> !dictionary.more().contains(text))
          .flatMap(dictionary.written()::value)
          .map(found -> values.of(dictionary.scope(), found))
          .filter(found -> !(dictionary.isOpenBelow() && found instanceof PythonValue.Dictionary))
          .orElse(PythonValue.UNKNOWN);
    }
    return PythonValue.UNKNOWN;
  }
}
