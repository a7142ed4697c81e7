package io.github.mlopsmaven.archetype;

/** The POM of an archetype that is a project of its own. */
final class ArchetypeProject {

  private static final String ARCHETYPE_VERSION = "3.4.1";

  private ArchetypeProject() {}

  static String pom(ArchetypeRequest.Coordinates coordinates, String name, String title) {
    return filled("archetype-pom.xml", coordinates, name, title)
        .replace("@archetype.version@", ARCHETYPE_VERSION);
  }

  /** A POM of ours with coordinates, name and description filled in. */
  static String filled(
      String text, ArchetypeRequest.Coordinates coordinates, String name, String title) {
    return OwnText.of(text)
        .replace("@groupId@", escaped(coordinates.groupId()))
        .replace("@artifactId@", escaped(coordinates.artifactId().orElse(name)))
        .replace("@version@", escaped(coordinates.version()))
        .replace("@name@", escaped(name))
        .replace("@description@", escaped(title));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
