package io.github.mlopsmaven.remote;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.agreement.X25519Agreement;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.util.Pack;

/**
 * Seals a text for the owner of a key, in the format that GitHub takes secrets in: libsodium's
 * {@code crypto_box_seal}, which is a key of its own, X25519, XSalsa20 and Poly1305, with a nonce
 * made from both public keys.
 */
final class SealedBox {

  private static final int KEY = 32;
  private static final int TAG = 16;
  private static final int NONCE = 24;

  /** {@code expand 32-byte k}, which Salsa20 puts on its diagonal. */
  private static final int[] SIGMA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

  private SealedBox() {}

  /**
   * Seals.
   *
   * @param publicKey the receiver's key in Base64
   * @param text what only the receiver may read
   * @return the box in Base64; empty if nothing can be sealed for such a key
   */
  static Optional<String> seal(String publicKey, byte[] text) {
    byte[] own = new byte[KEY];
    new SecureRandom().nextBytes(own);
    try {
      return Optional.of(
          Base64.getEncoder()
              .encodeToString(seal(Base64.getDecoder().decode(publicKey), text, own)));
    } catch (IllegalArgumentException | IllegalStateException e) {
      // Not Base64, of another length, or a point that everybody knows the secret of.
      return Optional.empty();
    }
  }

  /** Seals with a given key of its own, which a box has to have once only. */
  static byte[] seal(byte[] receiver, byte[] text, byte[] own) {
    X25519PrivateKeyParameters secret = new X25519PrivateKeyParameters(own);
    byte[] open = secret.generatePublicKey().getEncoded();
    X25519Agreement agreement = new X25519Agreement();
    agreement.init(secret);
    byte[] shared = new byte[KEY];
    agreement.calculateAgreement(new X25519PublicKeyParameters(receiver), shared, 0);
    XSalsa20Engine cipher = new XSalsa20Engine();
    cipher.init(
        true, new ParametersWithIV(new KeyParameter(hashed(shared)), nonce(open, receiver)));
    byte[] once = new byte[KEY];
    cipher.processBytes(once, 0, KEY, once, 0);
    byte[] box = Arrays.copyOf(open, KEY + TAG + text.length);
    cipher.processBytes(text, 0, text.length, box, KEY + TAG);
    Poly1305 mac = new Poly1305();
    mac.init(new KeyParameter(once));
    mac.update(box, KEY + TAG, text.length);
    mac.doFinal(box, KEY);
    return box;
  }

  private static byte[] nonce(byte[] open, byte[] receiver) {
    Blake2bDigest digest = new Blake2bDigest(NONCE * 8);
    digest.update(open, 0, open.length);
    digest.update(receiver, 0, receiver.length);
    byte[] nonce = new byte[NONCE];
    digest.doFinal(nonce, 0);
    return nonce;
  }

  /** HSalsa20 with a nonce of zeros, which makes the key of a box from the agreed secret. */
  private static byte[] hashed(byte[] shared) {
    int[] key = new int[8];
    Pack.littleEndianToInt(shared, 0, key);
    int[] state = new int[16];
    for (int i = 0; i < 4; i++) {
      state[5 * i] = SIGMA[i];
      state[1 + i] = key[i];
      state[11 + i] = key[4 + i];
    }
    int[] mixed = new int[16];
    Salsa20Engine.salsaCore(20, state, mixed);
    int[] words = new int[8];
    int[] places = {0, 5, 10, 15, 6, 7, 8, 9};
    for (int i = 0; i < places.length; i++) {
      words[i] = mixed[places[i]] - state[places[i]];
    }
    return Pack.intToLittleEndian(words);
  }
}
