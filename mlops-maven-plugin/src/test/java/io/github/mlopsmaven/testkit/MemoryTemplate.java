package io.github.mlopsmaven.testkit;

import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateSource;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A template that no file system has to be able to hold: submodules, hostile paths. */
public final class MemoryTemplate implements TemplateSource, TemplateSnapshot {

  private final MemoryTree tree = MemoryTree.of();
  private final Map<String, String> contents = new TreeMap<>();

  /** The same template with one more file. */
  public MemoryTemplate with(String path, FileMode mode, String content) {
    tree.with(path, mode);
    contents.put(path, content);
    return this;
  }

  /** The same template with one more regular file. */
  public MemoryTemplate with(String path, String content) {
    return with(path, FileMode.REGULAR, content);
  }

  @Override
  public TemplateSnapshot open() {
    return this;
  }

  @Override
  public TemplateOrigin origin() {
    return new TemplateOrigin("memory", Optional.empty(), Optional.empty(), Optional.of("1"));
  }

  @Override
  public TemplateTree tree() {
    return tree;
  }

  @Override
  public OptionalLong size(TemplateFile file) {
    return OptionalLong.empty();
  }

  @Override
  public void fetch(Collection<TemplateFile> files) {
    // All content is at hand.
  }

  @Override
  public InputStream open(TemplateFile file) throws IOException {
    String content = contents.get(file.path());
    if (content == null) {
      throw new FileNotFoundException(file.path());
    }
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
