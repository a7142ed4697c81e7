package io.github.mlopsmaven.archetype;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.archetype.metadata.ArchetypeDescriptor;
import org.apache.maven.archetype.metadata.FileSet;
import org.apache.maven.archetype.metadata.RequiredProperty;
import org.apache.maven.archetype.metadata.io.xpp3.ArchetypeDescriptorXpp3Writer;

/** The file {@code archetype-metadata.xml}: which questions, which files under which condition. */
final class ArchetypeMetadata {

  private ArchetypeMetadata() {}

  static byte[] xml(String name, List<Property> properties, List<PlacedFile> files) {
    ArchetypeDescriptor descriptor = new ArchetypeDescriptor();
    descriptor.setName(name);
    descriptor.setModelEncoding("UTF-8");
    properties.forEach(property -> descriptor.addRequiredProperty(model(property)));
    fileSets(files).forEach(descriptor::addFileSet);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new ArchetypeDescriptorXpp3Writer().write(out, descriptor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static RequiredProperty model(Property property) {
    RequiredProperty model = new RequiredProperty();
    model.setKey(property.name());
    property.fallback().ifPresent(model::setDefaultValue);
    property.pattern().ifPresent(model::setValidationRegex);
    return model;
  }

  /** One file set for each condition and treatment, those without a condition first. */
  private static Iterable<FileSet> fileSets(List<PlacedFile> files) {
    record Kind(IncludeCondition condition, boolean filtered) {}

    Map<Kind, FileSet> sets = new LinkedHashMap<>();
    for (boolean always : new boolean[] {true, false}) {
      for (PlacedFile file : files) {
        if (file.condition().equals(IncludeCondition.ALWAYS) == always) {
          sets.computeIfAbsent(
                  new Kind(file.condition(), file.filtered()),
                  kind -> fileSet(kind.condition(), kind.filtered()))
              .addInclude(file.resource());
        }
      }
    }
    return sets.values();
  }

  private static FileSet fileSet(IncludeCondition condition, boolean filtered) {
    FileSet set = new FileSet();
    // From the root: a directory of its own would be made even where no file of it is wanted.
    set.setDirectory("");
    set.setFiltered(filtered);
    set.setPackaged(false);
    set.setEncoding("UTF-8");
    if (!condition.equals(IncludeCondition.ALWAYS)) {
      set.setIncludeCondition(condition.text());
    }
    return set;
  }
}
