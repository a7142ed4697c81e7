package io.github.mlopsmaven.update;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The places of a merged text that both sides changed, with what each of them has. */
final class HeldChunks {

  private HeldChunks() {}

  /**
   * Finds them.
   *
   * @param outcome what was decided
   * @param label what stands behind the first marker
   * @return each from its first to its last marker; nothing where there are no markers
   */
  static List<String> of(Outcome outcome, String label) {
    List<String> chunks = new ArrayList<>();
    Optional<StringBuilder> open = Optional.empty();
    String end = "";
    for (String line : text(outcome).lines().toList()) {
      if (open.isEmpty() && line.matches("<{7,} .*") && line.endsWith(" " + label)) {
        end = ">".repeat(line.indexOf(' ')) + " ";
        open = Optional.of(new StringBuilder(line));
      } else if (open.isPresent()) {
        open.get().append('\n').append(line);
        if (line.startsWith(end)) {
          chunks.add(open.get().toString());
          open = Optional.empty();
        }
      }
    }
    return chunks;
  }

  private static String text(Outcome outcome) {
    boolean marked = outcome.kind() == Outcome.Kind.BOTH || outcome.kind() == Outcome.Kind.BOTH_NEW;
    return marked
        ? outcome
            .result()
            .filter(file -> file.isFile())
            .map(file -> new String(file.bytes(), StandardCharsets.UTF_8))
            .orElse("")
        : "";
  }
}
