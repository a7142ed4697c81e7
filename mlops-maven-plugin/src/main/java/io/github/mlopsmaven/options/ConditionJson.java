package io.github.mlopsmaven.options;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.mlopsmaven.template.Condition;

/** Writes a condition as JSON, in the words that a descriptor has for it. */
final class ConditionJson {

  private ConditionJson() {}

  static JsonObject of(Condition condition) {
    JsonObject object = new JsonObject();
    if (condition instanceof Condition.All all) {
      for (Condition one : all.conditions()) {
        of(one).entrySet().forEach(entry -> object.add(entry.getKey(), entry.getValue()));
      }
    } else if (condition instanceof Condition.Is is) {
      JsonArray texts = new JsonArray();
      is.texts().forEach(texts::add);
      object.add(is.name(), texts);
    } else if (condition instanceof Condition.Any any) {
      JsonArray list = new JsonArray();
      any.conditions().forEach(one -> list.add(of(one)));
      object.add("any_of", list);
    } else if (condition instanceof Condition.Not not) {
      object.add("not", of(not.condition()));
    }
    return object;
  }
}
