package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.io.ArchiveSource;
import io.github.mlopsmaven.io.DirectorySource;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;

/** The template that comes with the plugin, as a dependency of it. */
final class BuiltinTemplate {

  private static final String NAME = "builtin";

  private BuiltinTemplate() {}

  /**
   * Finds it on the plugin's class path: in its jar, or in a folder while this project is built.
   *
   * @param version the plugin's version
   */
  static TemplateSource source(String version) {
    URL descriptor =
        BuiltinTemplate.class
            .getClassLoader()
            .getResource(ArchiveSource.ROOT + Descriptor.FILE_NAME);
    if (descriptor == null) {
      throw new IllegalStateException("the artifact mlops-template is not on the class path");
    }
    try {
      if (descriptor.getProtocol().equals("jar")) {
        String file = descriptor.getPath();
        URI jar = new URI(file.substring(0, file.indexOf("!/")));
        return new ArchiveSource(Path.of(jar), NAME, version);
      }
      Path folder = Path.of(descriptor.toURI()).getParent();
      return new DirectorySource(
          folder == null ? Path.of("") : folder,
          new TemplateOrigin(NAME, Optional.empty(), Optional.empty(), Optional.of(version)));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path entry is no URI: " + descriptor, e);
    }
  }
}
