package io.github.mlopsmaven.needs;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the pipelines of Azure Pipelines in a project need.
 *
 * @param pipelines the files that are pipelines, not templates of steps, jobs or variables
 */
public record PipelineNeeds(List<Pipeline> pipelines) {

  /** Of a project without pipelines. */
  public static final PipelineNeeds NONE = new PipelineNeeds(List.of());

  /** Copies the list. */
  public PipelineNeeds {
    pipelines = List.copyOf(pipelines);
  }

  /**
   * A pipeline, with what it and the templates that it includes name.
   *
   * @param path its file, separated by {@code /}
   * @param environments the environments of its deployment jobs
   * @param connections the service connections of its tasks
   * @param groups the variable groups that it reads
   * @param repositories the other repositories that it reads templates from
   */
  public record Pipeline(
      String path,
      Set<String> environments,
      Set<String> connections,
      Set<String> groups,
      List<Repository> repositories) {

    /** Copies, sorted. */
    public Pipeline {
      environments = sorted(environments);
      connections = sorted(connections);
      groups = sorted(groups);
      repositories = List.copyOf(repositories);
    }

    private static Set<String> sorted(Set<String> texts) {
      return Collections.unmodifiableSet(new TreeSet<>(texts));
    }

    /** Its file's name without {@code .yml}. */
    public String name() {
      String file = path.substring(path.lastIndexOf('/') + 1);
      return file.substring(0, file.lastIndexOf('.'));
    }
  }

  /**
   * A repository below {@code resources}.
   *
   * @param type {@code git} for Azure Repos, {@code github}, …
   * @param name its name, with the project or owner before it where it is another's
   * @param endpoint the service connection it is read with; empty for Azure Repos
   */
  public record Repository(String type, String name, String endpoint) {}

  /** The environments of all pipelines. */
  public Set<String> environments() {
    return all(Pipeline::environments);
  }

  /** The service connections of all pipelines. */
  public Set<String> connections() {
    return all(Pipeline::connections);
  }

  /** The variable groups of all pipelines. */
  public Set<String> groups() {
    return all(Pipeline::groups);
  }

  /** The other repositories of all pipelines. */
  public List<Repository> repositories() {
    return pipelines.stream().flatMap(p -> p.repositories().stream()).distinct().toList();
  }

  private Set<String> all(Function<Pipeline, Set<String>> part) {
    Set<String> all = new TreeSet<>();
    pipelines.forEach(pipeline -> all.addAll(part.apply(pipeline)));
    return all;
  }
}
