package io.github.mlopsmaven.rules.python;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * For each name, whether it may have a value at a place of the code, and whether it may have none.
 */
final class FlowState {

  /** A name may have no value. */
  static final int WITHOUT = 1;

  /** A name may have a value. */
  static final int WITH = 2;

  private final byte[] names;

  /**
   * No name has a value.
   *
   * @param count how many names there are
   */
  FlowState(int count) {
    this.names = new byte[count];
    Arrays.fill(names, (byte) WITHOUT);
  }

  private FlowState(byte[] names) {
    this.names = names.clone();
  }

  FlowState copy() {
    return new FlowState(names);
  }

  int get(int name) {
    return names[name];
  }

  void set(int name, int value) {
    names[name] = (byte) value;
  }

  /** Something more that may be. */
  void add(int name, int value) {
    names[name] = (byte) (names[name] | value);
  }

  /** What may be where two ways meet; a way that never comes here is nothing. */
  static @Nullable FlowState join(@Nullable FlowState one, @Nullable FlowState other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    FlowState joined = one.copy();
    for (int i = 0; i < joined.names.length; i++) {
      joined.add(i, other.get(i));
    }
    return joined;
  }
}
