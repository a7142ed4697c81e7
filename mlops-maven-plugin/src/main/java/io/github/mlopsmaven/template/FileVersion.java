package io.github.mlopsmaven.template;

import java.util.function.Supplier;

/**
 * A file as one side has it: the template at the recorded state, the project, the template at the
 * new state. Its bytes are read when they are needed: for most files the id is enough.
 */
public final class FileVersion {

  private final FileMode mode;
  private final String blob;
  private final Supplier<byte[]> bytes;

  /**
   * Makes one.
   *
   * @param mode its mode
   * @param blob git's blob id of its bytes
   * @param bytes gives them; of a symbolic link, its target
   */
  public FileVersion(FileMode mode, String blob, Supplier<byte[]> bytes) {
    this.mode = mode;
    this.blob = blob;
    this.bytes = bytes;
  }

  /**
   * One whose bytes are at hand.
   *
   * @param mode its mode
   * @param bytes its bytes
   */
  public static FileVersion of(FileMode mode, byte[] bytes) {
    byte[] copy = bytes.clone();
    return new FileVersion(mode, BlobIds.of(copy), copy::clone);
  }

  /** The same file with its bytes read, for when the place that they come from is gone. */
  public FileVersion loaded() {
    byte[] read = bytes();
    return new FileVersion(mode, blob, read::clone);
  }

  /** Its mode. */
  public FileMode mode() {
    return mode;
  }

  /** Git's blob id of its bytes. */
  public String blob() {
    return blob;
  }

  /** Its bytes. */
  public byte[] bytes() {
    return bytes.get();
  }

  /** Whether it is neither a symbolic link nor a submodule. */
  public boolean isFile() {
    return mode == FileMode.REGULAR || mode == FileMode.EXECUTABLE;
  }

  /**
   * Whether its content is another's; line ends do not count. Its own bytes are read if need be.
   */
  public boolean hasContentOf(FileVersion other) {
    if (blob.equals(other.blob)) {
      return true;
    }
    return isFile() && other.isFile() && LineEnds.isSame(bytes(), other.blob);
  }

  /** Whether mode and content are another's, byte for byte. */
  public boolean isExactly(FileVersion other) {
    return mode == other.mode && blob.equals(other.blob);
  }

  /** Whether mode and content are another's; line ends do not count. */
  public boolean isSame(FileVersion other) {
    return mode == other.mode && hasContentOf(other);
  }

  public FileVersion withMode(FileMode other) {
    return new FileVersion(other, blob, bytes);
  }
}
