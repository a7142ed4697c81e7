package io.github.mlopsmaven.git;

import io.github.mlopsmaven.update.TextMerge;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeResult;

/**
 * Merges lines with JGit's algorithm, and writes conflicts as git's {@code diff3} style does.
 * JGit's own formatter has markers of one length, which a text may hold itself, and LF only.
 */
public final class JGitTextMerge implements TextMerge {

  private static final int USUAL_LENGTH = 7;

  @Override
  public Merged merge(byte[] base, byte[] ours, byte[] theirs, Labels labels) {
    RawText[] texts = {new RawText(base), new RawText(ours), new RawText(theirs)};
    MergeResult<RawText> result =
        new MergeAlgorithm(new HistogramDiff())
            .merge(RawTextComparator.DEFAULT, texts[0], texts[1], texts[2]);
    return new Formatter(texts, labels).format(result);
  }

  private static final class Formatter {

    private final List<List<byte[]>> lines;
    private final Labels labels;
    private final String lineEnd;
    private final int length;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int conflicts;
    private byte last = '\n';

    Formatter(RawText[] texts, Labels labels) {
      this.lines = Stream.of(texts).map(RawText::getRawContent).map(Formatter::lines).toList();
      this.labels = labels;
      this.lineEnd = "\r\n".equals(texts[1].getLineDelimiter()) ? "\r\n" : "\n";
      this.length = markerLength(texts);
    }

    Merged format(MergeResult<RawText> result) {
      List<MergeChunk> conflict = new ArrayList<>();
      for (MergeChunk chunk : result) {
        boolean starts =
            chunk.getConflictState() == MergeChunk.ConflictState.FIRST_CONFLICTING_RANGE;
        if (starts || chunk.getConflictState() == MergeChunk.ConflictState.NO_CONFLICT) {
          write(conflict);
          conflict.clear();
        }
        if (chunk.getConflictState() == MergeChunk.ConflictState.NO_CONFLICT) {
          copy(chunk);
        } else {
          conflict.add(chunk);
        }
      }
      write(conflict);
      return new Merged(out.toByteArray(), conflicts);
    }

    /** The ranges of one conflict: ours, perhaps the base's, theirs. */
    private void write(List<MergeChunk> conflict) {
      if (conflict.isEmpty()) {
        return;
      }
      conflicts++;
      marker('<', labels.ours());
      side(conflict, 1);
      marker('|', labels.base());
      side(conflict, 0);
      marker('=', "");
      side(conflict, 2);
      marker('>', labels.theirs());
    }

    private void side(List<MergeChunk> conflict, int index) {
      conflict.stream()
          .filter(chunk -> chunk.getSequenceIndex() == index)
          .forEach(
              chunk -> {
                copy(chunk);
                endLine();
              });
    }

    private void copy(MergeChunk chunk) {
      for (int line = chunk.getBegin(); line < chunk.getEnd(); line++) {
        endLine();
        put(lines.get(chunk.getSequenceIndex()).get(line));
      }
    }

    private void put(byte[] bytes) {
      if (bytes.length > 0) {
        out.writeBytes(bytes);
        last = bytes[bytes.length - 1];
      }
    }

    /** The lines with their own ends. */
    private static List<byte[]> lines(byte[] raw) {
      List<byte[]> lines = new ArrayList<>();
      int begin = 0;
      for (int at = 0; at < raw.length; at++) {
        if (raw[at] == '\n' || at + 1 == raw.length) {
          lines.add(Arrays.copyOfRange(raw, begin, at + 1));
          begin = at + 1;
        }
      }
      return lines;
    }

    /** A last line without an end gets one where something follows it. */
    private void endLine() {
      if (last != '\n') {
        put(lineEnd.getBytes(StandardCharsets.US_ASCII));
      }
    }

    private void marker(char sign, String label) {
      endLine();
      String marker = String.valueOf(sign).repeat(length) + (label.isEmpty() ? "" : " " + label);
      put((marker + lineEnd).getBytes(StandardCharsets.UTF_8));
    }

    /** Longer than any line of signs in the texts, so that no line of a text is taken for one. */
    private static int markerLength(RawText[] texts) {
      int longest = 0;
      for (RawText text : texts) {
        for (int line = 0; line < text.size(); line++) {
          String content = text.getString(line);
          if (!content.isEmpty() && "<|=>".indexOf(content.charAt(0)) >= 0) {
            char sign = content.charAt(0);
            int run = 0;
            while (run < content.length() && content.charAt(run) == sign) {
              run++;
            }
            longest = Math.max(longest, run);
          }
        }
      }
      return longest < USUAL_LENGTH ? USUAL_LENGTH : longest + 1;
    }
  }
}
