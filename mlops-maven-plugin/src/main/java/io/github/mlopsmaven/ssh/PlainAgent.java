package io.github.mlopsmaven.ssh;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.eclipse.jgit.transport.sshd.agent.Connector;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;

/**
 * An agent without its certificates. JGit's client offers them, and then ends the login over the
 * form of the agent's signature, so that the plain keys beside them are not tried.
 */
final class PlainAgent implements ConnectorFactory {

  private static final byte IDENTITIES = 12;

  private final ConnectorFactory agents;

  PlainAgent(ConnectorFactory agents) {
    this.agents = agents;
  }

  @Override
  public Connector create(String identityAgent, File homeDir) throws IOException {
    Connector agent = agents.create(identityAgent, homeDir);
    return new Connector() {
      @Override
      public boolean connect() throws IOException {
        return agent.connect();
      }

      @Override
      public byte[] rpc(byte command, byte[] message) throws IOException {
        return withoutCertificates(agent.rpc(command, message));
      }

      @Override
      public void close() throws IOException {
        agent.close();
      }
    };
  }

  /**
   * The list of identities is a number, then for each its key and a comment, with their lengths.
   */
  private static byte[] withoutCertificates(byte[] reply) {
    if (reply.length < 5 || reply[0] != IDENTITIES) {
      return reply;
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(reply, 1, reply.length - 1);
      int count = in.getInt();
      int kept = 0;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < count; i++) {
        byte[] key = field(in);
        byte[] comment = field(in);
        String kind = new String(field(ByteBuffer.wrap(key)), StandardCharsets.US_ASCII);
        if (!kind.contains("-cert-")) {
          kept++;
          append(out, key);
          append(out, comment);
        }
      }
      return ByteBuffer.allocate(5 + out.size())
          .put(IDENTITIES)
          .putInt(kept)
          .put(out.toByteArray())
          .array();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // Not what the protocol says: JGit tells so.
      return reply;
    }
  }

  private static byte[] field(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static void append(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  @Override
  public boolean isSupported() {
    return agents.isSupported();
  }

  @Override
  public String getName() {
    return agents.getName();
  }

  @Override
  public Collection<ConnectorDescriptor> getSupportedConnectors() {
    return agents.getSupportedConnectors();
  }

  @Override
  public ConnectorDescriptor getDefaultConnector() {
    return agents.getDefaultConnector();
  }
}
