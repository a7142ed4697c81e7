package io.github.mlopsmaven.template;

/**
 * A good signature of a state of a template.
 *
 * @param kind {@code ssh} or {@code openpgp}
 * @param key the fingerprint of the key
 * @param signer whom the trust file names for that key
 * @param of {@code tag} or {@code commit}: what is signed
 */
public record TemplateSignature(String kind, String key, String signer, String of) {

  /** {@code the tag is signed by SIGNER (KIND KEY)}. */
  @Override
  public String toString() {
    return "the " + of + " is signed by " + signer + " (" + kind + " " + key + ")";
  }
}
