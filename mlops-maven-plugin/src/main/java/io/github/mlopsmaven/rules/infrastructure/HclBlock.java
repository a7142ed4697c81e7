package io.github.mlopsmaven.rules.infrastructure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A block of HCL, or a whole file.
 *
 * @param type its first word; the empty string is the file
 * @param labels the words between its type and its bracket
 * @param index where its type stands
 * @param attributes what it sets
 * @param blocks the blocks in it
 */
record HclBlock(
    String type,
    List<String> labels,
    int index,
    List<HclAttribute> attributes,
    List<HclBlock> blocks) {

  HclBlock {
    labels = List.copyOf(labels);
    attributes = List.copyOf(attributes);
    blocks = List.copyOf(blocks);
  }

  /**
   * The blocks of a type in it.
   *
   * @param wanted the type
   */
  Stream<HclBlock> blocks(String wanted) {
    return blocks.stream().filter(block -> block.type().equals(wanted));
  }

  /**
   * What it sets a name to.
   *
   * @param name the name
   */
  Optional<HclAttribute> attribute(String name) {
    return attributes.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
  }

  /** Its first label, which is its name; the empty string where there is none. */
  String name() {
    return labels.isEmpty() ? "" : labels.get(0);
  }

  /** This block and all blocks in it, at any depth. */
  Stream<HclBlock> all() {
    return Stream.concat(Stream.of(this), blocks.stream().flatMap(HclBlock::all));
  }
}
