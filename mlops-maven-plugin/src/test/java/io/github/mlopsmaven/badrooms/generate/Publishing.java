package io.github.mlopsmaven.badrooms.generate;

/** A port of a use case. */
public interface Publishing {
  void publish();
}
