package io.github.mlopsmaven.render;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.velocity.runtime.directive.ForeachScope;
import org.apache.velocity.runtime.directive.Scope;
import org.apache.velocity.util.introspection.Info;
import org.apache.velocity.util.introspection.UberspectImpl;
import org.apache.velocity.util.introspection.VelMethod;
import org.apache.velocity.util.introspection.VelPropertyGet;
import org.apache.velocity.util.introspection.VelPropertySet;
import org.jspecify.annotations.Nullable;

/**
 * Lets a template reach plain data only: keys of maps, items of lists and a fixed list of methods
 * that neither change anything nor depend on the machine. There is no way to an object's class.
 * Velocity makes the instance, so it has to be public.
 */
public sealed class PlainDataUberspect extends UberspectImpl permits ArchetypeUberspect {

  private static final Set<String> STRING_METHODS =
      Set.of(
          "contains",
          "endsWith",
          "equals",
          "equalsIgnoreCase",
          "indexOf",
          "isBlank",
          "isEmpty",
          "lastIndexOf",
          "length",
          "replace",
          "startsWith",
          "strip",
          "substring",
          "trim");
  private static final Set<String> COLLECTION_METHODS =
      Set.of("contains", "get", "indexOf", "isEmpty", "size");
  private static final Set<String> MAP_METHODS =
      Set.of("containsKey", "get", "isEmpty", "keySet", "size", "values");
  private static final Set<String> LOOP_PROPERTIES =
      Set.of("count", "first", "hasNext", "index", "last");

  private LoopCounter loops = new LoopCounter("");

  /** Called by Velocity. */
  public PlainDataUberspect() {}

  /**
   * Begins a rendering.
   *
   * @param name the template's name for messages
   */
  void begin(String name) {
    loops = new LoopCounter(name);
  }

  @Override
  public @Nullable VelMethod getMethod(
      @Nullable Object target, String method, Object[] arguments, Info info) {
    boolean allowed =
        (target instanceof String && STRING_METHODS.contains(method))
            || (target instanceof Collection<?> && COLLECTION_METHODS.contains(method))
            || (target instanceof Map<?, ?>
                && !(target instanceof Scope)
                && MAP_METHODS.contains(method));
    return allowed ? super.getMethod(target, method, arguments, info) : null;
  }

  /** Any method, for a subclass that has looked at it. */
  final @Nullable VelMethod unrestricted(
      Object target, String method, Object[] arguments, Info info) {
    return super.getMethod(target, method, arguments, info);
  }

  @Override
  public @Nullable VelPropertyGet getPropertyGet(
      @Nullable Object target, String identifier, Info info) {
    if (target instanceof Scope) {
      return target instanceof ForeachScope && LOOP_PROPERTIES.contains(identifier)
          ? super.getPropertyGet(target, identifier, info)
          : null;
    }
    return target instanceof Map<?, ?> ? new Key(identifier) : null;
  }

  @Override
  public @Nullable VelPropertySet getPropertySet(
      Object target, String identifier, Object argument, Info info) {
    return null;
  }

  @Override
  public Iterator<?> getIterator(Object target, Info info) {
    if (target instanceof Collection<?> items) {
      return loops.counted(items.iterator());
    }
    return target instanceof Map<?, ?> map
        ? loops.counted(map.values().iterator())
        : Collections.emptyIterator();
  }

  /** Reads one key of a map: never a getter of the map's class. */
  private record Key(String identifier) implements VelPropertyGet {

    @Override
    public @Nullable Object invoke(Object target) {
      return ((Map<?, ?>) target).get(identifier);
    }

    @Override
    public boolean isCacheable() {
      return false;
    }

    @Override
    public String getMethodName() {
      return identifier;
    }
  }
}
