package io.github.mlopsmaven.git;

import io.github.mlopsmaven.servers.GitAccess;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What tests do with templates. */
public final class Templates {

  /** Files of three variants. */
  static final Map<String, String> FILES =
      Map.of(
          "README.md", "read me\n",
          "classical/aml-cli-v2/train.py", "print('classical')\n",
          "classical/aml-cli-v2/run.sh", "#!/bin/sh\n",
          "cv/aml-cli-v2/train.py", "print('cv')\n",
          "nlp/aml-cli-v2/train.py", "print('nlp')\n",
          "nlp/copy.py", "print('classical')\n");

  private Templates() {}

  /** Reads every file below a directory, fetching it first. */
  static Map<String, String> contents(TemplateSnapshot snapshot, String directory) {
    List<TemplateFile> files = files(snapshot.tree(), directory);
    snapshot.fetch(files);
    Map<String, String> contents = new TreeMap<>();
    files.forEach(file -> contents.put(file.path(), content(snapshot, file)));
    return contents;
  }

  /** Opens, reads every file below a directory, closes. */
  public static Map<String, String> read(
      String url, Optional<String> ref, Path cache, GitAccess access, String directory) {
    try (TemplateSnapshot snapshot = new GitTemplateSource(url, ref, cache, access).open()) {
      return contents(snapshot, directory);
    }
  }

  /** Every file below a directory. */
  static List<TemplateFile> files(TemplateTree tree, String directory) {
    TemplateTree.Directory listing = tree.directory(directory);
    List<TemplateFile> files = new ArrayList<>(listing.files());
    for (String name : listing.directories()) {
      files.addAll(files(tree, directory.isEmpty() ? name : directory + "/" + name));
    }
    return files;
  }

  private static String content(TemplateSnapshot snapshot, TemplateFile file) {
    try (InputStream in = snapshot.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
