package io.github.mlopsmaven.status;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.lock.ProjectLockFile;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.Spelling;
import io.github.mlopsmaven.template.TemplateSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be asked for to get a recorded project again, from the state of its template that is
 * named.
 *
 * @param limits how large the project may be
 * @param generatorVersion the version of this program
 * @param spelling how options and values that are other than recorded were given
 */
public record RecordedRequest(Limits limits, String generatorVersion, Spelling spelling) {

  /** Where all of them are given on the command line. */
  public RecordedRequest(Limits limits, String generatorVersion) {
    this(limits, generatorVersion, Spelling.COMMAND_LINE);
  }

  /**
   * The request.
   *
   * @param lock what is recorded
   * @param template a state of the template
   * @param options what is chosen otherwise than recorded
   * @param values settings that are other than recorded
   * @param allowPartial whether an incomplete selection will do; one that was incomplete does
   */
  public GenerateRequest of(
      ProjectLock lock,
      TemplateSource template,
      Map<String, String> options,
      Map<String, String> values,
      boolean allowPartial) {
    Map<String, String> chosen = new LinkedHashMap<>(lock.selection().values());
    chosen.putAll(options);
    Map<String, String> settings = new LinkedHashMap<>(lock.values());
    settings.putAll(values);
    return new GenerateRequest(
        template,
        chosen,
        allowPartial || lock.generation().partial(),
        Path.of(""),
        ProjectName.parse(lock.projectName()),
        lock.organization(),
        settings,
        lock.pipelineTemplates(),
        Optional.empty(),
        Optional.empty(),
        lock.generation().fixes(),
        limits,
        generatorVersion,
        new GivenOrRecorded(spelling, options.keySet(), values.keySet()));
  }

  /** What nobody gave is in the lock. */
  private record GivenOrRecorded(Spelling given, Set<String> options, Set<String> values)
      implements Spelling {

    @Override
    public String option(String name, String value) {
      return isGiven(name) ? given.option(name, value) : recorded(name, value);
    }

    @Override
    public boolean isGiven(String name) {
      return options.contains(name);
    }

    @Override
    public String value(String name, String text) {
      return values.contains(name) ? given.value(name, text) : recorded(name, text);
    }

    private static String recorded(String name, String value) {
      return name + ": " + value + " in " + ProjectLockFile.PATH;
    }
  }
}
