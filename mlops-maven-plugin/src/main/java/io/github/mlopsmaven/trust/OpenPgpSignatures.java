package io.github.mlopsmaven.trust;

import io.github.mlopsmaven.problem.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * OpenPGP signatures, as {@code gpg --detach-sign} makes them for git. As git does, a key that was
 * revoked or has expired counts no more, for older signatures too, and neither does SHA-1.
 */
final class OpenPgpSignatures {

  private static final BcPGPContentVerifierBuilderProvider VERIFIERS =
      new BcPGPContentVerifierBuilderProvider();

  private static final Map<Integer, String> WEAK =
      Map.of(
          HashAlgorithmTags.MD5, "MD5",
          HashAlgorithmTags.SHA1, "SHA-1",
          HashAlgorithmTags.RIPEMD160, "RIPEMD-160");

  private static final String BLOCK = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

  private OpenPgpSignatures() {}

  /**
   * Looks at a signature.
   *
   * @param payload what was signed
   * @param signature the signature, armored
   * @param keys armored public keys
   */
  static Judged check(byte[] payload, byte[] signature, String keys) {
    List<PGPPublicKeyRing> rings = rings(keys);
    try {
      List<PGPSignature> found = signatures(signature);
      if (found.size() != 1) {
        return Judged.bad("it is not one signature");
      }
      return judged(payload, found.get(0), rings);
    } catch (IOException | PGPException | RuntimeException e) {
      // Damaged lengths: what is read is somebody else's.
      return Judged.bad("it cannot be read");
    }
  }

  private static List<PGPPublicKeyRing> rings(String keys) {
    List<PGPPublicKeyRing> rings = new ArrayList<>();
    for (String block : keys.split("(?m)^(?=" + BLOCK + ")", -1)) {
      if (!block.contains(BLOCK)) {
        continue;
      }
      try (ArmoredInputStream in =
          new ArmoredInputStream(
              new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII)))) {
        BcPGPObjectFactory objects = new BcPGPObjectFactory(in);
        for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
          if (object instanceof PGPPublicKeyRing ring) {
            rings.add(ring);
          }
        }
      } catch (IOException | RuntimeException e) {
        throw unreadable();
      }
    }
    if (rings.isEmpty()) {
      throw unreadable();
    }
    return rings;
  }

  private static UsageException unreadable() {
    return new UsageException(
        "the OpenPGP keys that a policy trusts cannot be read",
        "write them with gpg --armor --export");
  }

  private static List<PGPSignature> signatures(byte[] armored) throws IOException {
    List<PGPSignature> all = new ArrayList<>();
    try (ArmoredInputStream in = new ArmoredInputStream(new ByteArrayInputStream(armored))) {
      BcPGPObjectFactory objects = new BcPGPObjectFactory(in);
      for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
        if (object instanceof PGPSignatureList list) {
          list.forEach(all::add);
        } else {
          throw new IOException("it has something else than signatures");
        }
      }
    }
    return all;
  }

  private static Judged judged(byte[] payload, PGPSignature signature, List<PGPPublicKeyRing> rings)
      throws PGPException {
    String weak = WEAK.get(signature.getHashAlgorithm());
    if (weak != null) {
      return Judged.bad("it is made with " + weak + ", with which others can be made");
    }
    if (signature.getSignatureType() != PGPSignature.BINARY_DOCUMENT) {
      return Judged.bad("it is not a signature of data");
    }
    String unknown = "key " + "%016X".formatted(signature.getKeyID()) + " is not trusted";
    for (PGPPublicKeyRing ring : rings) {
      for (Iterator<PGPPublicKey> each = ring.getPublicKeys(); each.hasNext(); ) {
        PGPPublicKey key = each.next();
        if (key.getKeyID() == signature.getKeyID() && isBy(payload, signature, key)) {
          return judged(signature, ring.getPublicKey(), key);
        }
      }
    }
    boolean isKnown =
        rings.stream().anyMatch(ring -> ring.getPublicKey(signature.getKeyID()) != null);
    return Judged.bad(isKnown ? "it is of another content" : unknown);
  }

  private static boolean isBy(byte[] payload, PGPSignature signature, PGPPublicKey key)
      throws PGPException {
    signature.init(VERIFIERS, key);
    signature.update(payload);
    return signature.verify();
  }

  private static Judged judged(PGPSignature signature, PGPPublicKey primary, PGPPublicKey key)
      throws PGPException {
    String name = "key " + fingerprint(primary);
    Instant now = Instant.now();
    Instant made = signature.getCreationTime().toInstant();
    if (isRevoked(primary, primary, PGPSignature.KEY_REVOCATION)) {
      return Judged.bad(name + " was revoked");
    }
    Optional<String> user = user(primary);
    if (user.isEmpty()) {
      return Judged.bad(name + " names no owner");
    }
    List<PGPPublicKey> used = key == primary ? List.of(primary) : List.of(primary, key);
    for (PGPPublicKey each : used) {
      Optional<Instant> end = end(primary, each);
      if (end.isPresent() && !now.isBefore(end.get())) {
        return Judged.bad(
            name + " has expired on " + LocalDate.ofInstant(end.get(), ZoneOffset.UTC));
      }
      if (made.isBefore(each.getCreationTime().toInstant())) {
        return Judged.bad("it is older than its key");
      }
    }
    if (key != primary) {
      if (isRevoked(primary, key, PGPSignature.SUBKEY_REVOCATION)) {
        return Judged.bad("subkey " + fingerprint(key) + " was revoked");
      }
      if (!isBound(primary, key)) {
        return Judged.bad("subkey " + fingerprint(key) + " is not bound to a trusted key");
      }
    }
    if (signature.hasSubpackets()) {
      long seconds = signature.getHashedSubPackets().getSignatureExpirationTime();
      if (seconds > 0 && !now.isBefore(made.plusSeconds(seconds))) {
        return Judged.bad("it has expired");
      }
    }
    return new Judged("openpgp", fingerprint(primary), user.get(), "");
  }

  private static String fingerprint(PGPPublicKey key) {
    return HexFormat.of().formatHex(key.getFingerprint()).toUpperCase(Locale.ROOT);
  }

  /** Whoever can take a key back did so: the key itself. */
  private static boolean isRevoked(PGPPublicKey primary, PGPPublicKey key, int type)
      throws PGPException {
    for (Iterator<PGPSignature> each = key.getSignaturesOfType(type); each.hasNext(); ) {
      PGPSignature revocation = each.next();
      revocation.init(VERIFIERS, primary);
      boolean good =
          key == primary
              ? revocation.verifyCertification(primary)
              : revocation.verifyCertification(primary, key);
      if (good) {
        return true;
      }
    }
    return false;
  }

  /** The first name that the key says is its own, and did not take back. */
  private static Optional<String> user(PGPPublicKey primary) throws PGPException {
    for (Iterator<String> ids = primary.getUserIDs(); ids.hasNext(); ) {
      String id = ids.next();
      Optional<PGPSignature> newest = Optional.empty();
      for (Iterator<PGPSignature> each = primary.getSignaturesForID(id); each.hasNext(); ) {
        PGPSignature certification = each.next();
        if (certification.getKeyID() != primary.getKeyID()) {
          continue;
        }
        certification.init(VERIFIERS, primary);
        if (certification.verifyCertification(id, primary)
            && newest.filter(known -> !isNewer(certification, known)).isEmpty()) {
          newest = Optional.of(certification);
        }
      }
      if (newest
          .filter(each -> each.getSignatureType() != PGPSignature.CERTIFICATION_REVOCATION)
          .isPresent()) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  private static boolean isNewer(PGPSignature one, PGPSignature other) {
    return !one.getCreationTime().toInstant().isBefore(other.getCreationTime().toInstant());
  }

  /** When a key ends, as the newest signature says that the primary key made about it. */
  private static Optional<Instant> end(PGPPublicKey primary, PGPPublicKey key) throws PGPException {
    Optional<PGPSignature> newest = Optional.empty();
    for (Iterator<PGPSignature> each = key.getSignatures(); each.hasNext(); ) {
      PGPSignature self = each.next();
      boolean about =
          key == primary
              ? self.isCertification() || self.getSignatureType() == PGPSignature.DIRECT_KEY
              : self.getSignatureType() == PGPSignature.SUBKEY_BINDING;
      if (about
          && self.getKeyID() == primary.getKeyID()
          && self.getHashedSubPackets() != null
          && newest.filter(known -> !isNewer(self, known)).isEmpty()
          && isSelfMade(primary, key, self)) {
        newest = Optional.of(self);
      }
    }
    return newest
        .map(self -> self.getHashedSubPackets().getKeyExpirationTime())
        .filter(seconds -> seconds > 0)
        .map(seconds -> key.getCreationTime().toInstant().plusSeconds(seconds));
  }

  private static boolean isSelfMade(PGPPublicKey primary, PGPPublicKey key, PGPSignature self)
      throws PGPException {
    if (key != primary) {
      self.init(VERIFIERS, primary);
      return self.verifyCertification(primary, key);
    }
    if (self.getSignatureType() == PGPSignature.DIRECT_KEY) {
      self.init(VERIFIERS, primary);
      return self.verifyCertification(primary);
    }
    for (Iterator<String> ids = primary.getUserIDs(); ids.hasNext(); ) {
      self.init(VERIFIERS, primary);
      if (self.verifyCertification(ids.next(), primary)) {
        return true;
      }
    }
    return false;
  }

  /** The primary key names the subkey, and the subkey the primary key: neither can be borrowed. */
  private static boolean isBound(PGPPublicKey primary, PGPPublicKey key) throws PGPException {
    for (Iterator<PGPSignature> each = key.getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
        each.hasNext(); ) {
      PGPSignature binding = each.next();
      binding.init(VERIFIERS, primary);
      if (binding.verifyCertification(primary, key)
          && binding.getHashedSubPackets() != null
          && isBoundBack(primary, key, binding)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBoundBack(PGPPublicKey primary, PGPPublicKey key, PGPSignature binding)
      throws PGPException {
    List<PGPSignature> embedded = new ArrayList<>();
    binding.getHashedSubPackets().getEmbeddedSignatures().forEach(embedded::add);
    if (binding.getUnhashedSubPackets() != null) {
      binding.getUnhashedSubPackets().getEmbeddedSignatures().forEach(embedded::add);
    }
    for (PGPSignature back : embedded) {
      if (back.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING) {
        back.init(VERIFIERS, key);
        if (back.verifyCertification(primary, key)) {
          return true;
        }
      }
    }
    return false;
  }
}
