package io.github.mlopsmaven.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an object of this project holds, down to its texts and numbers, by the names of the fields
 * that lead there: to see what a parameter changes, and that it changes nothing else.
 */
public final class Leaves {

  private static final String OURS = "io.github.mlopsmaven.";

  private final Map<String, String> found = new TreeMap<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Leaves() {}

  /**
   * The leaves of an object.
   *
   * @param root any
   * @return the text of each leaf, by its place as {@code settings.visibility}
   */
  public static Map<String, String> of(Object root) {
    Leaves leaves = new Leaves();
    leaves.walk("", root);
    return leaves.found;
  }

  /**
   * The places that differ.
   *
   * @param one leaves
   * @param other leaves
   * @return each place with the text that the other one has there
   */
  public static Map<String, String> changed(Map<String, String> one, Map<String, String> other) {
    Map<String, String> changed = new TreeMap<>();
    other.forEach(
        (place, text) -> {
          if (!text.equals(one.get(place))) {
            changed.put(place, text);
          }
        });
    one.keySet().stream()
        .filter(place -> !other.containsKey(place))
        .forEach(place -> changed.put(place, "nothing"));
    return changed;
  }

  private void walk(String place, @Nullable Object thing) {
    if (thing == null || thing instanceof Class) {
      return;
    }
    if (thing instanceof String
        || thing instanceof Number
        || thing instanceof Boolean
        || thing instanceof Enum
        || thing instanceof Path) {
      found.put(place, thing.toString());
    } else if (thing instanceof Optional<?> optional) {
      optional.ifPresent(inner -> walk(place, inner));
    } else if (thing instanceof Map<?, ?> map) {
      map.forEach((key, value) -> walk(below(place, String.valueOf(key)), value));
    } else if (thing instanceof Collection<?> items) {
      int i = 0;
      for (Object item : new ArrayList<>(items)) {
        walk(place + "[" + i++ + "]", item);
      }
    } else if (thing.getClass().getName().startsWith(OURS) && seen.add(thing)) {
      fields(thing.getClass())
          .forEach(field -> walk(below(place, field.getName()), value(field, thing)));
    } else if (thing.getClass().isAnonymousClass() || thing.getClass().isRecord()) {
      found.put(place, thing.getClass().getName());
    }
  }

  private static String below(String place, String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static @Nullable Object value(Field field, Object thing) {
    try {
      field.setAccessible(true);
      return field.get(thing);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
