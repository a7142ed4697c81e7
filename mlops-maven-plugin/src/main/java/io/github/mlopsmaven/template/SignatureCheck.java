package io.github.mlopsmaven.template;

/** Looks at the signature of a state of a template. */
@FunctionalInterface
public interface SignatureCheck {

  /**
   * Looks at it.
   *
   * @param state what can be signed
   * @param trusted the keys that count; no other does
   * @return who signed it, or why that is not known; a bad signature is no exception
   */
  SignatureResult check(SignedState state, TrustedKeys trusted);
}
