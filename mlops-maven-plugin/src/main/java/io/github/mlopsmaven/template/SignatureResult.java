package io.github.mlopsmaven.template;

import java.util.Optional;

/**
 * What came of looking at the signature of a state.
 *
 * @param signature the signature, if it is good and its key is trusted
 * @param problem why there is none, one sentence without a full stop; empty where there is one
 * @param known whether it could be looked at
 */
public record SignatureResult(
    Optional<TemplateSignature> signature, String problem, boolean known) {

  /** A good signature. */
  public static SignatureResult good(TemplateSignature signature) {
    return new SignatureResult(Optional.of(signature), "", true);
  }

  /** No good signature. */
  public static SignatureResult bad(String problem) {
    return new SignatureResult(Optional.empty(), problem, true);
  }

  /** The template cannot be reached. */
  public static SignatureResult unknown(String problem) {
    return new SignatureResult(Optional.empty(), problem, false);
  }
}
