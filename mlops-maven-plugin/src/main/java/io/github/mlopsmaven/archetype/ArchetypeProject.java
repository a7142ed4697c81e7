package io.github.mlopsmaven.archetype;

/** The POM of an archetype that is a project of its own. */
final class ArchetypeProject {

  private static final String ARCHETYPE_VERSION = "3.4.1";

  private ArchetypeProject() {}

  static String pom(ArchetypeRequest.Coordinates coordinates, String name, String title) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 https://maven.apache.org/xsd/maven-4.0.0.xsd">
          <modelVersion>4.0.0</modelVersion>

          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
          <packaging>maven-archetype</packaging>

          <name>%s</name>
          <description>%s</description>

          <properties>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>

          <build>
            <extensions>
              <extension>
                <groupId>org.apache.maven.archetype</groupId>
                <artifactId>archetype-packaging</artifactId>
                <version>%s</version>
              </extension>
            </extensions>
            <plugins>
              <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-resources-plugin</artifactId>
                <version>3.3.1</version>
                <configuration>
                  <!-- .gitignore and .gitattributes belong to the archetype. -->
                  <addDefaultExcludes>false</addDefaultExcludes>
                </configuration>
              </plugin>
              <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-archetype-plugin</artifactId>
                <version>%s</version>
                <configuration>
                  <useDefaultExcludes>false</useDefaultExcludes>
                </configuration>
              </plugin>
            </plugins>
          </build>
        </project>
        """
        .formatted(
            escaped(coordinates.groupId()),
            escaped(coordinates.artifactId().orElse(name)),
            escaped(coordinates.version()),
            escaped(name),
            escaped(title),
            ARCHETYPE_VERSION,
            ARCHETYPE_VERSION);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
