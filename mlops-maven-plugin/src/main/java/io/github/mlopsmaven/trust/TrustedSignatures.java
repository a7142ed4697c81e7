package io.github.mlopsmaven.trust;

import io.github.mlopsmaven.template.SignatureCheck;
import io.github.mlopsmaven.template.SignatureResult;
import io.github.mlopsmaven.template.SignedState;
import io.github.mlopsmaven.template.SignedState.GitObject;
import io.github.mlopsmaven.template.TemplateSignature;
import io.github.mlopsmaven.template.TrustedKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Looks at the signature of a tag, or of a commit where there is no tag or none that is signed. A
 * tag has to lead to the commit and to have the name that was asked for: a signed tag of an older
 * state under another name is no signature of this one.
 */
public final class TrustedSignatures implements SignatureCheck {

  private static final String TAGS = "refs/tags/";

  /** Made by who wires the rooms together. */
  public TrustedSignatures() {}

  @Override
  public SignatureResult check(SignedState state, TrustedKeys trusted) {
    if (trusted.isEmpty()) {
      return SignatureResult.bad("no key is trusted");
    }
    List<GitObject> tags = state.tags();
    for (int i = 0; i < tags.size(); i++) {
      SignedObject tag = SignedObject.tag(tags.get(i).content());
      String next = i + 1 < tags.size() ? tags.get(i + 1).id() : state.commit().id();
      if (!tag.header("object").orElse("").equals(next)) {
        return SignatureResult.bad("the tag does not lead to the commit");
      }
      if (!tag.signatures().isEmpty()) {
        String name = tag.header("tag").orElse("");
        boolean named =
            i > 0
                || state.ref().isEmpty()
                || state.ref().get().equals(name)
                || state.ref().get().equals(TAGS + name)
                || state.ref().get().equals("tags/" + name);
        return named
            ? checked(tag, "tag", trusted)
            : SignatureResult.bad(
                "the tag "
                    + state.ref().get()
                    + " is signed under another name, "
                    + name
                    + ": somebody put it there");
      }
    }
    SignedObject commit = SignedObject.commit(state.commit().content());
    return commit.signatures().isEmpty()
        ? SignatureResult.bad(
            tags.isEmpty()
                ? "the commit is not signed"
                : "neither the tag nor the commit is signed")
        : checked(commit, "commit", trusted);
  }

  private static SignatureResult checked(SignedObject object, String what, TrustedKeys trusted) {
    if (object.signatures().size() > 1) {
      return SignatureResult.bad("the " + what + " has more than one signature");
    }
    byte[] signature = object.signatures().get(0);
    String begin = new String(signature, StandardCharsets.ISO_8859_1).strip();
    Judged judged;
    if (begin.startsWith("-----BEGIN SSH SIGNATURE-----")) {
      judged =
          trusted
              .ssh()
              .map(
                  signers ->
                      SshSignatures.check(
                          object.payload(), signature, signers, trusted.sshRevoked()))
              .orElseGet(() -> Judged.bad("it is signed with SSH, and no SSH key is trusted"));
    } else if (begin.startsWith("-----BEGIN PGP ")) {
      judged =
          trusted
              .openPgp()
              .map(keys -> OpenPgpSignatures.check(object.payload(), signature, keys))
              .orElseGet(
                  () -> Judged.bad("it is signed with OpenPGP, and no OpenPGP key is trusted"));
    } else {
      judged = Judged.bad("it is signed in a way that is not supported, such as X.509");
    }
    return judged.isGood()
        ? SignatureResult.good(
            new TemplateSignature(judged.kind(), judged.key(), judged.signer(), what))
        : SignatureResult.bad(
            "the signature of the " + what + " is not accepted: " + judged.problem());
  }
}
