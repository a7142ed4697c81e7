package io.github.mlopsmaven.mojo;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * What the JDK keeps of the methods of records. It compares the parts of all records with one
 * method handle, and that remembers the types which it was adapted to last (JDK 17 to 19, {@code
 * MethodHandle.asTypeCache}): a class of the plugin, and with it the plugin's class loader.
 */
final class RecordMethods {

  private RecordMethods() {}

  /** Lets it remember types of the JDK in their place. */
  static void forget() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandle part =
          lookup.findVirtual(String.class, "trim", MethodType.methodType(String.class));
      for (String method : new String[] {"equals", "hashCode"}) {
        ObjectMethods.bootstrap(lookup, method, MethodHandle.class, String.class, "part", part);
      }
    } catch (Throwable e) {
      // A JDK that does it in another way; at worst one class loader stays until the next goal.
      return;
    }
  }
}
