package io.github.mlopsmaven.trust;

import io.github.mlopsmaven.io.StagingDirectory;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.MlopsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.SignatureVerifier.SignatureVerification;
import org.eclipse.jgit.signing.ssh.SshSignatureVerifierFactory;

/**
 * SSH signatures, as {@code ssh-keygen -Y sign} makes them for git. JGit reads them, with its rules
 * for {@code allowed_signers}: principals, namespaces, dates, authorities. A configuration of our
 * own is all that it sees, so no setting and no file of the user counts.
 */
final class SshSignatures {

  private SshSignatures() {}

  /**
   * Looks at a signature.
   *
   * @param payload what was signed
   * @param signature the signature, armored
   * @param signers lines of {@code allowed_signers}
   * @param revoked keys that no longer count
   */
  static Judged check(byte[] payload, byte[] signature, String signers, Optional<String> revoked) {
    try (StagingDirectory staging = StagingDirectory.temporary("mlops-trust")) {
      Path folder = staging.path();
      Path allowed =
          Files.writeString(folder.resolve("allowed_signers"), SignerLines.forJGit(signers));
      Config config = new Config();
      config.setString("gpg", null, "format", "ssh");
      config.setString("gpg", "ssh", "allowedSignersFile", allowed.toRealPath().toString());
      if (revoked.isPresent()) {
        Path keys = Files.writeString(folder.resolve("revoked_keys"), revoked.get());
        config.setString("gpg", "ssh", "revocationFile", keys.toRealPath().toString());
      }
      SignatureVerification found =
          new SshSignatureVerifierFactory()
              .create()
              .verify(null, new GpgConfig(config), payload, signature);
      return judged(found);
    } catch (MlopsException e) {
      throw e;
    } catch (IOException e) {
      throw new EnvironmentException(
          "an SSH signature cannot be checked: " + e.getMessage(),
          "check the folder for temporary files",
          e);
    } catch (RuntimeException e) {
      // Damaged lengths: what is read is somebody else's.
      return Judged.bad("it cannot be read");
    }
  }

  private static Judged judged(SignatureVerification found) {
    String key = Optional.ofNullable(found.keyFingerprint()).orElse("");
    if (!found.verified()) {
      String why = Optional.ofNullable(found.message()).orElse("it is not good");
      return Judged.bad((key.isEmpty() ? "" : "key " + key + ": ") + why);
    }
    String signer =
        Optional.ofNullable(found.keyUser())
            .or(() -> Optional.ofNullable(found.signer()))
            .orElse("");
    return new Judged("ssh", key, signer, "");
  }
}
