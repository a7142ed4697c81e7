package io.github.mlopsmaven.render;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import org.apache.velocity.util.introspection.Info;
import org.apache.velocity.util.introspection.VelMethod;
import org.jspecify.annotations.Nullable;

/**
 * Lets the programs that we write into archetypes do what they do there: take texts apart and fill
 * lists. Velocity makes the instance, so it has to be public.
 */
public final class ArchetypeUberspect extends PlainDataUberspect {

  private static final Set<String> STRING_METHODS = Set.of("replaceAll", "split");

  /** Called by Velocity. */
  public ArchetypeUberspect() {}

  @Override
  public @Nullable VelMethod getMethod(
      @Nullable Object target, String method, Object[] arguments, Info info) {
    return (target instanceof String && STRING_METHODS.contains(method))
            || (target instanceof Collection<?> && method.equals("add"))
        ? unrestricted(target, method, arguments, info)
        : super.getMethod(target, method, arguments, info);
  }

  @Override
  public Iterator<?> getIterator(Object target, Info info) {
    return target instanceof Object[] items
        ? Arrays.asList(items).iterator()
        : super.getIterator(target, info);
  }
}
