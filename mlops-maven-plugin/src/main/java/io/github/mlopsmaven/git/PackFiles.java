package io.github.mlopsmaven.git;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;

/**
 * The packs of a cached repository as files. JGit believes the lengths that stand in an index, and
 * never replaces a pack by one of the same name; so damage is looked for here, and removed here.
 *
 * <p>The formats are those of git's own documentation, {@code gitformat-pack}: indexes of version 1
 * and 2, packs of version 2 and 3, both with SHA-1.
 */
final class PackFiles {

  private static final int MAGIC = 0xFF744F63;
  private static final int FAN_OUT = 256;
  private static final int ID = Constants.OBJECT_ID_LENGTH;
  private static final int HEADER = 12;

  private final Path folder;

  PackFiles(Path repository) {
    this.folder = repository.resolve("objects/pack");
  }

  /**
   * Looks at the head and the length of every index; cheap enough for each run.
   *
   * @throws IOException if one of them cannot be what it says
   */
  void requireIndexes() throws IOException {
    for (Path index : named("pack-*.idx")) {
      try {
        count(index);
      } catch (NoSuchFileException e) {
        // Another run may have removed it in between; a link to nowhere stays.
        if (Files.exists(index, LinkOption.NOFOLLOW_LINKS)) {
          throw damaged(index);
        }
      }
    }
  }

  /**
   * Reads every pack and its index from begin to end, and deletes the ones that do not have the sum
   * that they should have, or are without the other one. To be called under the lock.
   */
  void removeDamaged() throws IOException {
    SortedMap<String, List<Path>> packs = new TreeMap<>();
    for (Path file : named("pack-*")) {
      String name = String.valueOf(file.getFileName()).replaceFirst("\\..*$", "");
      packs.computeIfAbsent(name, any -> new ArrayList<>()).add(file);
    }
    for (String name : packs.keySet()) {
      if (!isWhole(folder.resolve(name + ".pack"), folder.resolve(name + ".idx"))) {
        for (Path file : packs.getOrDefault(name, List.of())) {
          CacheFrame.delete(file);
        }
      }
    }
  }

  private List<Path> named(String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
        files.forEach(found::add);
      }
    }
    return found;
  }

  private static boolean isWhole(Path pack, Path index) {
    try {
      long count = count(index);
      byte[] end = end(index, 2 * ID);
      byte[] packSum = Arrays.copyOf(end, ID);
      byte[] indexSum = Arrays.copyOfRange(end, ID, 2 * ID);
      return countInPack(pack) == count
          && Arrays.equals(end(pack, ID), packSum)
          && Arrays.equals(sum(pack), packSum)
          && Arrays.equals(sum(index), indexSum);
    } catch (IOException e) {
      return false;
    }
  }

  /** How many objects an index has. */
  private static long count(Path index) throws IOException {
    long length = length(index);
    long count = 0;
    boolean second;
    try (DataInputStream in = new DataInputStream(Files.newInputStream(index))) {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes((FAN_OUT + 2) * Integer.BYTES));
      second = head.remaining() >= 2 * Integer.BYTES && head.getInt(0) == MAGIC;
      int begin = second ? 2 * Integer.BYTES : 0;
      if (head.remaining() < begin + FAN_OUT * Integer.BYTES
          || (second && head.getInt(Integer.BYTES) != 2)) {
        throw damaged(index);
      }
      for (int i = 0; i < FAN_OUT; i++) {
        long next = Integer.toUnsignedLong(head.getInt(begin + i * Integer.BYTES));
        if (next < count) {
          throw damaged(index);
        }
        count = next;
      }
    }
    // An id and an offset each, and a checksum and perhaps a long offset since version 2.
    int head = (second ? FAN_OUT + 2 : FAN_OUT) * Integer.BYTES;
    long least = head + count * (ID + (second ? 2 : 1) * Integer.BYTES) + 2L * ID;
    long more = length - least;
    if (more < 0 || more % Long.BYTES != 0 || more > (second ? count * Long.BYTES : 0)) {
      throw damaged(index);
    }
    return count;
  }

  private static long countInPack(Path pack) throws IOException {
    if (length(pack) < HEADER + ID) {
      throw damaged(pack);
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(pack))) {
      boolean isPack = Arrays.equals(in.readNBytes(Integer.BYTES), Constants.PACK_SIGNATURE);
      int version = in.readInt();
      if (!isPack || (version != 2 && version != 3)) {
        throw damaged(pack);
      }
      return Integer.toUnsignedLong(in.readInt());
    }
  }

  private static long length(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw damaged(file);
    }
    return Files.size(file);
  }

  private static byte[] end(Path file, int bytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(length(file) - bytes);
      return in.readNBytes(bytes);
    }
  }

  /** The sum of all but the sum at the end. */
  private static byte[] sum(Path file) throws IOException {
    MessageDigest digest = Constants.newMessageDigest();
    long left = length(file) - ID;
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException(file.toString());
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
    }
    return digest.digest();
  }

  private static IOException damaged(Path file) {
    return new IOException(file.getFileName() + " is damaged");
  }
}
