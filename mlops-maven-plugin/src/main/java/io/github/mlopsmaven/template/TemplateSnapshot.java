package io.github.mlopsmaven.template;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A template at one commit or version: its tree at once, its content when asked for. */
public interface TemplateSnapshot extends AutoCloseable {

  /** Where it came from. */
  TemplateOrigin origin();

  /**
   * The addresses that it really comes from, without logins, where they are not that of {@link
   * #origin}: git's configuration and servers lead elsewhere.
   */
  default List<String> reached() {
    return List.of();
  }

  /**
   * What of it can be signed.
   *
   * @return empty for a template that is not a commit
   * @throws io.github.mlopsmaven.problem.MlopsException if it cannot be had
   */
  default Optional<SignedState> signed() {
    return Optional.empty();
  }

  /** Its files. */
  TemplateTree tree();

  /**
   * Whether contents are what a git repository stores: a text with an encoding of its own is UTF-8
   * there. Otherwise they are what a work tree has.
   */
  default boolean stored() {
    return false;
  }

  /**
   * The size of a file's content in bytes, if it is known without fetching anything.
   *
   * @param file a file of this snapshot's tree
   */
  OptionalLong size(TemplateFile file);

  /**
   * Makes the content of these files available, in one request at most for those that are missing.
   *
   * @param files files of this snapshot's tree
   * @throws io.github.mlopsmaven.problem.EnvironmentException if the server does not give them
   */
  void fetch(Collection<TemplateFile> files);

  /**
   * The content of a file that is available: because {@link #fetch} was called for it, or because
   * this kind of template has all its content at hand.
   *
   * @param file a file of this snapshot's tree
   * @throws IOException if it cannot be read
   */
  InputStream open(TemplateFile file) throws IOException;

  @Override
  void close();
}
