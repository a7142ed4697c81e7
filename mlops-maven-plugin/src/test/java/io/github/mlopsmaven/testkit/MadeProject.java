package io.github.mlopsmaven.testkit;

import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.generate.Limits;
import io.github.mlopsmaven.generate.ProjectGenerator;
import io.github.mlopsmaven.generate.ProjectRepository;
import io.github.mlopsmaven.generate.Questions;
import io.github.mlopsmaven.git.JGitProjectRepository;
import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.ProjectName;
import io.github.mlopsmaven.template.TemplateSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A project of a template with all defaults, committed, as {@code mlops:generate} makes it. */
public final class MadeProject {

  private MadeProject() {}

  /**
   * Makes one.
   *
   * @param template the template
   * @param parent the folder that gets the project's folder
   * @param name the project's name
   * @return the project's folder
   */
  public static Path of(TemplateSource template, Path parent, String name) {
    return new ProjectGenerator(new JGitProjectRepository(GitAccess.standard()), Questions.NONE)
        .generate(
            new GenerateRequest(
                template,
                Map.of(),
                true,
                parent,
                ProjectName.parse(name),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of(new ProjectRepository.Author("A", "a@b.example")),
                Optional.empty(),
                true,
                Limits.DEFAULT,
                "1.0"))
        .directory();
  }

  /**
   * The files of a project, without its repository.
   *
   * @param project its folder
   * @return path to text
   */
  public static Map<String, String> files(Path project) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(project)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = project.relativize(file).toString().replace('\\', '/');
        if (!path.startsWith(".git/")) {
          files.put(path, Files.readString(file));
        }
      }
    }
    return files;
  }
}
