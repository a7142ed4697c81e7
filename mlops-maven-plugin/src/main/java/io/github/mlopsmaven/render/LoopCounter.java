package io.github.mlopsmaven.render;

import io.github.mlopsmaven.bounds.Bounded;
import io.github.mlopsmaven.bounds.Bounds;
import io.github.mlopsmaven.problem.LimitException;
import java.util.Iterator;

/** Counts how often the loops of one rendering are gone through. */
final class LoopCounter {

  private final String name;
  private int rounds;

  /**
   * Begins to count.
   *
   * @param name the template's name for messages
   */
  LoopCounter(String name) {
    this.name = name;
  }

  /**
   * A loop.
   *
   * @param items what it goes through
   * @throws LimitException from the iterator, if all loops together go on for too long
   */
  <T> Iterator<T> counted(Iterator<T> items) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public T next() {
        Bounded.requireTime("rendering template " + name);
        if (++rounds > Bounds.LOOPS) {
          throw new LimitException(
              "the loops of template " + name + " run more than " + Bounds.LOOPS + " times",
              "loop over less");
        }
        return items.next();
      }
    };
  }
}
