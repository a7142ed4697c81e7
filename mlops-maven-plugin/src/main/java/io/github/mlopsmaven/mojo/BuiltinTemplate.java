package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.io.ArchiveSource;
import io.github.mlopsmaven.template.Descriptor;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** The template that comes with the plugin, as a dependency of it. */
final class BuiltinTemplate {

  /** How it is named in a lock. */
  static final String NAME = "builtin";

  private BuiltinTemplate() {}

  /**
   * Where it is on the plugin's class path: a jar, or a folder while this project is built.
   *
   * @return the jar, or the template's root folder
   */
  static Path location() {
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
        return Path.of(new URI(file.substring(0, file.indexOf("!/"))));
      }
      return Path.of(new URL(descriptor, ".").toURI());
    } catch (URISyntaxException | MalformedURLException e) {
      throw new IllegalStateException("a class path entry is not a URI: " + descriptor, e);
    }
  }
}
