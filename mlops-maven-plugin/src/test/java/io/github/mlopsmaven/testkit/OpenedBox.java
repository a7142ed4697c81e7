package io.github.mlopsmaven.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
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

/** The receiver's side of a sealed box: what GitHub does with a secret that it is sent. */
final class OpenedBox {

  private static final int KEY = 32;
  private static final int TAG = 16;

  /** The receiver's key; the same in every test. */
  private static final X25519PrivateKeyParameters RECEIVER =
      new X25519PrivateKeyParameters(
          "the key of the host of the tests".getBytes(StandardCharsets.US_ASCII));

  private OpenedBox() {}

  /** The key to seal for, in Base64. */
  static String publicKey() {
    return Base64.getEncoder().encodeToString(RECEIVER.generatePublicKey().getEncoded());
  }

  /**
   * Opens.
   *
   * @param box in Base64
   * @return the text
   * @throws IllegalArgumentException if it was not sealed for this receiver
   */
  static String text(String box) {
    byte[] bytes = Base64.getDecoder().decode(box);
    byte[] sender = Arrays.copyOf(bytes, KEY);
    XSalsa20Engine cipher = new XSalsa20Engine();
    cipher.init(false, new ParametersWithIV(new KeyParameter(boxKey(sender)), nonce(sender)));
    byte[] macKey = new byte[KEY];
    cipher.processBytes(macKey, 0, KEY, macKey, 0);
    Poly1305 mac = new Poly1305();
    mac.init(new KeyParameter(macKey));
    mac.update(bytes, KEY + TAG, bytes.length - KEY - TAG);
    byte[] tag = new byte[TAG];
    mac.doFinal(tag, 0);
    if (!Arrays.equals(tag, Arrays.copyOfRange(bytes, KEY, KEY + TAG))) {
      throw new IllegalArgumentException("the box is not for this receiver, or was changed");
    }
    byte[] text = new byte[bytes.length - KEY - TAG];
    cipher.processBytes(bytes, KEY + TAG, text.length, text, 0);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static byte[] nonce(byte[] sender) {
    Blake2bDigest digest = new Blake2bDigest(24 * 8);
    digest.update(sender, 0, KEY);
    digest.update(RECEIVER.generatePublicKey().getEncoded(), 0, KEY);
    byte[] nonce = new byte[24];
    digest.doFinal(nonce, 0);
    return nonce;
  }

  /** HSalsa20 of what both have agreed on, with a nonce of zeros. */
  private static byte[] boxKey(byte[] sender) {
    X25519Agreement agreement = new X25519Agreement();
    agreement.init(RECEIVER);
    byte[] shared = new byte[KEY];
    agreement.calculateAgreement(new X25519PublicKeyParameters(sender), shared, 0);
    int[] in = new int[16];
    int[] sigma =
        Pack.littleEndianToInt("expand 32-byte k".getBytes(StandardCharsets.US_ASCII), 0, 4);
    int[] key = Pack.littleEndianToInt(shared, 0, 8);
    System.arraycopy(key, 0, in, 1, 4);
    System.arraycopy(key, 4, in, 11, 4);
    for (int i = 0; i < 4; i++) {
      in[5 * i] = sigma[i];
    }
    int[] out = new int[16];
    Salsa20Engine.salsaCore(20, in, out);
    int[] words = new int[8];
    for (int i = 0; i < 4; i++) {
      words[i] = out[5 * i] - in[5 * i];
      words[4 + i] = out[6 + i] - in[6 + i];
    }
    return Pack.intToLittleEndian(words);
  }
}
