package io.github.mlopsmaven.git;

import java.io.File;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/**
 * SSH with the user's keys, agent, configuration and known hosts. Loaded only when it is needed.
 */
final class SshAccess {

  private SshAccess() {}

  /**
   * Prepares a transport. An unknown host key is refused, since there is nobody to ask.
   *
   * @param transport goes over SSH
   * @return ends the connections
   */
  static Runnable configure(SshTransport transport, GitAccess access) {
    File home = access.home().toFile();
    SshdSessionFactory factory =
        new SshdSessionFactoryBuilder()
            .setHomeDirectory(home)
            .setSshDirectory(new File(home, ".ssh"))
            .build(null);
    transport.setSshSessionFactory(factory);
    return factory::close;
  }
}
