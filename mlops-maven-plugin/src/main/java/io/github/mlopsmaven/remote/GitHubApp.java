package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.git.Credentials;
import io.github.mlopsmaven.git.GitAccess;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.publish.HostConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A GitHub App, which gets a token for an hour for each organization it is installed in.
 *
 * @param id the app's id or client id
 * @param privateKey its key as PEM, as GitHub gives it out ({@code RSA PRIVATE KEY}) or in PKCS #8
 */
public record GitHubApp(String id, String privateKey) {

  private static final int MINUTES = 9;

  /** What stands before the key of PKCS #1 in PKCS #8: version 0 and the algorithm, RSA. */
  private static final byte[] RSA = {
    0x02,
    0x01,
    0x00,
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  /** Shows no key. */
  @Override
  public String toString() {
    return "GitHubApp[id=" + id + ", privateKey=***]";
  }

  /**
   * A token of the installation.
   *
   * @param site the GitHub that knows the app
   * @param owner the organization or user it is installed for
   * @param access how it is reached
   * @param pause waits before a call is tried again
   */
  Credentials token(GitHubSite site, String owner, GitAccess access, HostConnection.Pause pause) {
    Credentials proof = new Credentials("", proof(Instant.now()));
    HostConnection connection = new RestConnection(site, access, () -> Optional.of(proof), pause);
    Answer installation = connection.send(Call.get("/users/" + Call.part(owner) + "/installation"));
    if (!installation.ok()) {
      throw new UsageException(
          "the GitHub App " + id + " is not installed for " + owner + ", or its key is another one",
          "install it there, or check appId and privateKeyFile of the <server> in settings.xml"
              + " (GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY)");
    }
    Call create =
        Call.send(
            "POST",
            "/app/installations/" + installation.text("id") + "/access_tokens",
            Json.object());
    Answer token = connection.send(create);
    if (!token.ok()) {
      throw new UsageException(
          "GitHub gives the app " + id + " no token: it answers " + token.status(),
          "check the app's installation for " + owner);
    }
    return new Credentials("", token.text("token"));
  }

  /** A token that proves to be the app, for some minutes. */
  String proof(Instant now) {
    String head = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    // A minute back, for clocks that are not quite right.
    long from = now.getEpochSecond() - 60;
    String claims =
        part(Json.object("iat", from, "exp", from + MINUTES * 60L, "iss", id).toString());
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key());
      signature.update((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
      return head
          + "."
          + claims
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UsageException(
          "the private key of the GitHub App " + id + " cannot be used",
          "give the .pem file that GitHub gave out for it");
    }
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private PrivateKey key() throws GeneralSecurityException {
    byte[] der =
        Base64.getMimeDecoder().decode(privateKey.replaceAll("-----[A-Z ]+-----", "").strip());
    boolean old = privateKey.contains("BEGIN RSA PRIVATE KEY");
    byte[] modern = old ? sequence(join(RSA, wrapped((byte) 0x04, der))) : der;
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(modern));
  }

  private static byte[] sequence(byte[] content) {
    return wrapped((byte) 0x30, content);
  }

  /** A DER value: its tag, its length in two bytes, its content. */
  private static byte[] wrapped(byte tag, byte[] content) {
    byte[] head = {tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
    return join(head, content);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
