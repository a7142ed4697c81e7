package io.github.mlopsmaven.authoring;

import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A project that works, as it is: it comes out as it went in, but with another name, and with the
 * choices that its folders offer.
 */
final class ProjectShape implements Shape {

  /** What no project should begin with: pattern to what it is. */
  private static final Map<String, String> LEFTOVERS =
      new TreeMap<>(
          Map.of(
              "__pycache__/", "**/__pycache__/**",
              ".ipynb_checkpoints/", "**/.ipynb_checkpoints/**",
              ".venv/", "**/.venv/**",
              ".terraform/", "**/.terraform/**",
              ".env", ".env",
              ".DS_Store", ".DS_Store",
              "terraform.tfstate", "*.tfstate",
              ".idea/", "**/.idea/**"));

  private final List<String> own;

  /**
   * Makes the shape.
   *
   * @param own what is the template's own, by path: no project has it
   */
  ProjectShape(List<String> own) {
    this.own = List.copyOf(own);
  }

  @Override
  public Optional<Draft> draft(Repository repository) {
    Draft draft = new Draft(Names.template(repository.name()), repository.name());
    List<String> elsewhere = new ArrayList<>();
    new FolderChoices(repository, draft).describe(elsewhere);
    new ServiceChoice(repository, draft).describe(elsewhere);
    new ProjectNames(repository, draft).describe(elsewhere);
    Map<String, Object> everything = Draft.mapping("from", ".", "to", ".");
    if (!elsewhere.isEmpty()) {
      everything.put("exclude", elsewhere);
    }
    draft.layout(everything);
    draft.exclude("/" + Descriptor.FILE_NAME);
    own.forEach(path -> draft.exclude("/" + path));
    for (Map.Entry<String, String> leftover : LEFTOVERS.entrySet()) {
      String name = "/" + leftover.getKey();
      if (repository.paths().stream()
          .map("/"::concat)
          .anyMatch(path -> name.endsWith("/") ? path.contains(name) : path.endsWith(name))) {
        draft.exclude(leftover.getValue());
      }
    }
    for (TemplateFile file : repository.files()) {
      if (file.mode() == FileMode.SUBMODULE) {
        draft.exclude("/" + file.path());
        draft.leave(file.path() + " is a submodule, which is never fetched: put its files there");
      }
    }
    if (repository.paths().stream().anyMatch(path -> path.endsWith(".vm"))) {
      draft.withoutVelocity("its files named *.vm were there before it became a template");
    }
    return Optional.of(draft);
  }
}
