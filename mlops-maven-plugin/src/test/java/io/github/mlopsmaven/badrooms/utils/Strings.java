package io.github.mlopsmaven.badrooms.utils;

/** A room that nobody wrote down. */
final class Strings {
  private Strings() {}
}
