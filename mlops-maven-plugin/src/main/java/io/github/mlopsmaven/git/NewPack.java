package io.github.mlopsmaven.git;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The objects of a new repository in one quickly compressed pack: a file for each would take most
 * of the time of a commit. Git compresses them better when it collects garbage. Source:
 * gitformat-pack(5), packs of version 2 and their index of version 2.
 *
 * <p>It does not need JGit, whose first class costs a run more than the whole of this.
 */
final class NewPack implements Closeable {

  /** The kinds of objects, with their numbers. */
  enum Kind {
    COMMIT(1),
    TREE(2),
    BLOB(3);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int HEADER = 12;
  private static final int BUFFER = 64 * 1024;
  private static final int ID = 20;

  private record Packed(String id, long offset, int crc) {}

  private final Path folder;
  private final Path file;
  private final RandomAccessFile out;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final byte[] buffer = new byte[BUFFER];
  private final Map<String, Packed> objects = new HashMap<>();
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(BUFFER);
  private CRC32 crc = new CRC32();
  private long length = HEADER;

  /**
   * Begins a pack.
   *
   * @param git the repository, with its folder for packs
   */
  NewPack(Path git) throws IOException {
    this.folder = git.resolve("objects").resolve("pack");
    // Nobody else writes here yet. A file of Java's own naming would be readable by its owner only.
    this.file = folder.resolve("tmp_pack_first");
    this.out = new RandomAccessFile(file.toFile(), "rw");
    out.seek(HEADER);
  }

  /**
   * Adds an object, if it is not there.
   *
   * @return its id
   */
  String add(Kind kind, byte[] content) throws IOException {
    MessageDigest digest = begun(kind, content.length);
    String id = HexFormat.of().formatHex(digest.digest(content));
    if (!objects.containsKey(id)) {
      long offset = length;
      header(kind, content.length);
      deflater.setInput(content);
      deflate(true);
      end(id, offset);
    }
    return id;
  }

  /**
   * Adds the content of a file, in whatever time it takes to read it once.
   *
   * @param path the file
   * @param expected the id that it ought to have; not written again where the pack has it
   * @return the id that it has
   * @throws IOException if it cannot be read, or changes while it is read
   */
  String addBlob(Path path, String expected) throws IOException {
    long size = Files.size(path);
    if (size <= BUFFER) {
      return add(Kind.BLOB, Files.readAllBytes(path));
    }
    MessageDigest digest = begun(Kind.BLOB, size);
    boolean isNew = !objects.containsKey(expected);
    long offset = length;
    long read = 0;
    byte[] chunk = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(path)) {
      if (isNew) {
        header(Kind.BLOB, size);
      }
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        read += n;
        digest.update(chunk, 0, n);
        if (isNew) {
          deflater.setInput(chunk, 0, n);
          deflate(false);
        }
      }
    }
    if (read != size) {
      throw new IOException(path.getFileName() + " changed while it was read");
    }
    String id = HexFormat.of().formatHex(digest.digest());
    if (isNew) {
      deflate(true);
      end(id, offset);
    }
    return id;
  }

  private static MessageDigest begun(Kind kind, long size) {
    MessageDigest digest = sha1();
    digest.update((kind.word() + " " + size + "\0").getBytes(StandardCharsets.US_ASCII));
    return digest;
  }

  static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** Kind and size: four bits in the first byte, seven in each that follows. */
  private void header(Kind kind, long size) throws IOException {
    crc = new CRC32();
    byte[] bytes = new byte[10];
    int count = 0;
    long rest = size >>> 4;
    int next = (kind.number << 4) | (int) (size & 15);
    while (rest != 0) {
      bytes[count++] = (byte) (next | 0x80);
      next = (int) (rest & 0x7f);
      rest >>>= 7;
    }
    bytes[count++] = (byte) next;
    write(bytes, count);
  }

  private void deflate(boolean isLast) throws IOException {
    if (isLast) {
      deflater.finish();
    }
    while (isLast ? !deflater.finished() : !deflater.needsInput()) {
      write(buffer, deflater.deflate(buffer));
    }
    if (isLast) {
      deflater.reset();
    }
  }

  private void write(byte[] bytes, int count) throws IOException {
    crc.update(bytes, 0, count);
    length += count;
    waiting.write(bytes, 0, count);
    if (waiting.size() >= BUFFER) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(waiting.toByteArray());
    waiting.reset();
  }

  private void end(String id, long offset) {
    objects.put(id, new Packed(id, offset, (int) crc.getValue()));
  }

  /** Makes the pack and its index a part of the repository. */
  void finish() throws IOException {
    flush();
    out.seek(0);
    out.write(
        ByteBuffer.allocate(HEADER)
            .put("PACK".getBytes(StandardCharsets.US_ASCII))
            .putInt(2)
            .putInt(objects.size())
            .array());
    out.seek(0);
    MessageDigest digest = sha1();
    for (int n = out.read(buffer); n >= 0; n = out.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    byte[] checksum = digest.digest();
    out.write(checksum);
    out.close();
    String name = "pack-" + HexFormat.of().formatHex(checksum);
    Path index = Files.write(folder.resolve(name + ".idx"), index(checksum));
    Path pack = Files.move(file, folder.resolve(name + ".pack"));
    // As git leaves them; where a file system does not know it, nothing depends on it.
    boolean isLeft = pack.toFile().setReadOnly() && index.toFile().setReadOnly();
    if (!isLeft) {
      return;
    }
  }

  private byte[] index(byte[] checksum) {
    List<Packed> sorted = new ArrayList<>(objects.values());
    sorted.sort((one, other) -> one.id().compareTo(other.id()));
    int count = sorted.size();
    List<Long> far = new ArrayList<>();
    for (Packed object : sorted) {
      if (object.offset() > Integer.MAX_VALUE) {
        far.add(object.offset());
      }
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + 256 * 4 + count * (ID + 8) + far.size() * 8 + 2 * ID);
    bytes.putInt(0xff744f63).putInt(2);
    int[] fanout = new int[256];
    for (Packed object : sorted) {
      fanout[Integer.parseInt(object.id(), 0, 2, 16)]++;
    }
    int sum = 0;
    for (int first : fanout) {
      sum += first;
      bytes.putInt(sum);
    }
    sorted.forEach(object -> bytes.put(HexFormat.of().parseHex(object.id())));
    sorted.forEach(object -> bytes.putInt(object.crc()));
    int next = 0;
    for (Packed object : sorted) {
      boolean isFar = object.offset() > Integer.MAX_VALUE;
      bytes.putInt(isFar ? 0x80000000 | next++ : (int) object.offset());
    }
    far.forEach(bytes::putLong);
    bytes.put(checksum);
    MessageDigest digest = sha1();
    digest.update(bytes.array(), 0, bytes.position());
    return bytes.put(digest.digest()).array();
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    out.close();
    Files.deleteIfExists(file);
  }
}
