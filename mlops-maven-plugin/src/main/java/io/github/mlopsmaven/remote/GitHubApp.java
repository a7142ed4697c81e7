package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.publish.HostConnection;
import io.github.mlopsmaven.servers.Credentials;
import io.github.mlopsmaven.servers.GitAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * A GitHub App, which gets a token for an hour for each organization it is installed in.
 *
 * @param id the app's id or client id
 * @param privateKey its key as PEM, as GitHub gives it out ({@code RSA PRIVATE KEY}) or in PKCS #8
 */
public record GitHubApp(String id, String privateKey) {

  private static final int MINUTES = 9;

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

  /** The key; a variable of a CI system may have lost the ends of its lines. */
  private PrivateKey key() throws GeneralSecurityException {
    byte[] der =
        Base64.getMimeDecoder().decode(privateKey.replaceAll("-----[A-Z ]+-----", "").strip());
    try {
      byte[] encoded = privateKey.contains("BEGIN RSA PRIVATE KEY") ? inPkcs8(der) : der;
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (IOException e) {
      throw new InvalidKeyException(e);
    }
  }

  /** The JDK reads PKCS #8 only, and GitHub gives out PKCS #1. */
  private static byte[] inPkcs8(byte[] rsa) throws IOException {
    return new PrivateKeyInfo(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
            RSAPrivateKey.getInstance(rsa))
        .getEncoded();
  }
}
