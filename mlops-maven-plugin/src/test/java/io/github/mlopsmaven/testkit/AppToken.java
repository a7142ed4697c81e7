package io.github.mlopsmaven.testkit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/**
 * What GitHub checks of an app that asks for a token.
 *
 * @param id the app's id
 * @param key its public key
 */
record AppToken(String id, PublicKey key) {

  /** The token that an app gets for its installation. */
  static final String OF_THE_INSTALLATION = "ghs_ofTheInstallationOfTheTest";

  /** GitHub takes no proof that is good for longer. */
  private static final long LONGEST_SECONDS = 600;

  /** Whether a token proves to be the app: signed, begun, not over, and not good for too long. */
  boolean isProof(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      long now = Instant.now().getEpochSecond();
      JsonObject claims = json(parts[1]);
      return json(parts[0]).get("alg").getAsString().equals("RS256")
          && signature.verify(Base64.getUrlDecoder().decode(parts[2]))
          && claims.get("iss").getAsString().equals(id)
          && claims.get("iat").getAsLong() <= now
          && claims.get("exp").getAsLong() > now
          && claims.get("exp").getAsLong() <= now + LONGEST_SECONDS;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static JsonObject json(String part) {
    String text = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
