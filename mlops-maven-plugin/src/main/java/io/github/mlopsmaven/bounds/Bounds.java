package io.github.mlopsmaven.bounds;

import java.time.Duration;

/**
 * The numbers. Each is far above what any project of this field has, and low enough that a JVM with
 * 256 MB of memory refuses what is beyond it within seconds.
 */
public final class Bounds {

  /** How deep mappings, lists, blocks, brackets and parts of texts are nested in a file. */
  public static final int DEPTH = 200;

  /** How many bytes a file has that is read as a whole: YAML, code, a template to render. */
  public static final int TEXT_BYTES = 10_000_000;

  /** How many bytes a file has that a person writes: a descriptor, a lock, an options file. */
  public static final int SETTINGS_BYTES = 4_000_000;

  /** How many nodes a YAML file has, with what its aliases stand for. */
  public static final int YAML_NODES = 500_000;

  /** How many entries one list or mapping of a descriptor has. */
  public static final int DESCRIPTOR_ENTRIES = 2_000;

  /** How many files and folders are looked at in a template. */
  public static final int TREE_ENTRIES = 300_000;

  /** How deep the folders of a template are nested. */
  public static final int TREE_DEPTH = 100;

  /** How many bytes an archive holds when it is unpacked. */
  public static final long UNPACKED_BYTES = 1_000_000_000;

  /** How many bytes an answer of a server has that is held in memory. */
  public static final int ANSWER_BYTES = 32_000_000;

  /** How many selections the options of a template can make. */
  public static final int COMBINATIONS = 50_000;

  /** How many times the loops of one file are gone through. */
  public static final int LOOPS = 1_000_000;

  /** How many characters a rendered file has. */
  public static final int RENDERED_CHARACTERS = 20_000_000;

  /** How much processor time one file, or one check of a project, takes. */
  public static final Duration PROCESSOR = Duration.ofSeconds(8);

  private Bounds() {}
}
