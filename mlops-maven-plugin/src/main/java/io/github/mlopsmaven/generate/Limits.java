package io.github.mlopsmaven.generate;

import io.github.mlopsmaven.layout.PlannedFile;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.TemplateSnapshot;
import java.util.List;

/**
 * How large a project may be.
 *
 * @param perFile bytes of each file
 * @param total bytes of all files together
 */
public record Limits(long perFile, long total) {

  /** 100 MB each (GitHub refuses larger files), 1 GB together. */
  public static final Limits DEFAULT = new Limits(100_000_000, 1_000_000_000);

  /**
   * Refuses what is too large, as far as sizes are known.
   *
   * @return bytes of all files whose size is known
   */
  long check(TemplateSnapshot template, List<PlannedFile> files) {
    long sum = 0;
    for (PlannedFile file : files) {
      long size = template.size(file.source()).orElse(0);
      if (size > perFile) {
        throw new UsageException(
            "the template's file "
                + file.source().path()
                + " has "
                + size
                + " bytes, more than "
                + perFile,
            "exclude it in the template, or add -Dmlops.maxFileSize=" + size);
      }
      sum += size;
    }
    if (sum > total) {
      throw new UsageException(
          "the files of this selection have " + sum + " bytes together, more than " + total,
          "exclude some in the template, or add -Dmlops.maxTotalSize=" + sum);
    }
    return sum;
  }
}
