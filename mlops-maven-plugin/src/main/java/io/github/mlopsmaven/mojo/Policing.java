package io.github.mlopsmaven.mojo;

import io.github.mlopsmaven.generate.Admission;
import io.github.mlopsmaven.generate.Blueprint;
import io.github.mlopsmaven.generate.GenerateRequest;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.policy.AllowedTemplate.Signed;
import io.github.mlopsmaven.policy.MadeFrom;
import io.github.mlopsmaven.policy.Policy;
import io.github.mlopsmaven.policy.PolicyCheck;
import io.github.mlopsmaven.policy.PolicyResult;
import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.SignatureCheck;
import io.github.mlopsmaven.template.SignatureResult;
import io.github.mlopsmaven.template.SignedState;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSignature;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TrustedKeys;
import io.github.mlopsmaven.template.ValueSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Holds a goal that writes to the policies that are named, before it writes. */
final class Policing implements Admission {

  private final PolicyCheck check;
  private final List<String> names;
  private final Signed atLeast;
  private final SignatureCheck signatures;
  private final Consumer<PolicyResult> warnings;

  /**
   * Prepares.
   *
   * @param check the policies
   * @param names the policies that are artifacts, for the lock
   * @param atLeast what the command demands of signatures, beside the policies
   * @param signatures looks at signatures
   * @param warnings is told what does not stop the goal
   */
  Policing(
      PolicyCheck check,
      List<String> names,
      Signed atLeast,
      SignatureCheck signatures,
      Consumer<PolicyResult> warnings) {
    this.check = check;
    this.names = List.copyOf(names);
    this.atLeast = atLeast;
    this.signatures = signatures;
    this.warnings = warnings;
    if (atLeast != Signed.OFF
        && check.policies().stream().map(Policy::trust).allMatch(TrustedKeys::isEmpty)) {
      throw new UsageException(
          "signatures must be checked, but no policy says which keys are trusted",
          "name a policy with trust: {ssh: allowed_signers}, with -Dmlops.policy=FILE, or remove"
              + " -Dmlops.signatures");
    }
  }

  @Override
  public List<String> policies() {
    return names;
  }

  @Override
  public Optional<TemplateSignature> admit(
      TemplateSnapshot template, Blueprint blueprint, GenerateRequest request) {
    return require(
        new MadeFrom(
            request.projectName().text(),
            request.generatorVersion(),
            blueprint.origin(),
            template.reached(),
            blueprint.selection().values(),
            values(blueprint),
            true,
            once(template::signed)));
  }

  /** Every setting of the template: as it was given, or its default. */
  static Map<String, String> values(Blueprint blueprint) {
    Map<String, String> values = new LinkedHashMap<>();
    for (ValueSpec spec : blueprint.descriptor().values()) {
      values.put(spec.name(), blueprint.names().texts().getOrDefault(spec.name(), ""));
    }
    return values;
  }

  /**
   * Holds a project to the policies that was made before.
   *
   * @param lock its lock
   * @param state opens what of its template can be signed
   * @return who signed it, for the lock
   */
  Optional<TemplateSignature> require(ProjectLock lock, Supplier<Optional<SignedState>> state) {
    return require(
        new MadeFrom(
            lock.projectName(),
            lock.generatorVersion(),
            lock.origin(),
            List.of(),
            lock.selection().values(),
            lock.values(),
            false,
            once(state)));
  }

  private Optional<TemplateSignature> require(MadeFrom from) {
    List<PolicyResult> results = check.admission(from);
    results.stream().filter(result -> !result.fails()).forEach(warnings);
    PolicyCheck.refuse(results, "the project");
    Optional<TemplateSignature> signature =
        from.origin().commit().isPresent() ? check.signature(from) : Optional.empty();
    if (atLeast != Signed.OFF && signature.isEmpty() && from.origin().version().isEmpty()) {
      unsigned(from);
    }
    return signature;
  }

  private void unsigned(MadeFrom from) {
    TemplateOrigin origin = from.origin();
    String why =
        check.policies().stream()
            .map(Policy::trust)
            .filter(trust -> !trust.isEmpty())
            .map(trust -> from.signature().apply(trust).problem())
            .findFirst()
            .orElse("");
    UsageException refusal =
        new UsageException(
            origin.template() + " " + origin.revision() + ": " + why + " [signed]",
            "take a signed version with -Dmlops.templateRef, or remove -Dmlops.signatures");
    if (atLeast == Signed.REQUIRED) {
      throw refusal;
    }
    warnings.accept(PolicyCheck.unsigned("-Dmlops.signatures", refusal));
  }

  /** A state that cannot be opened is not signed: what is written must be known. */
  private Function<TrustedKeys, SignatureResult> once(Supplier<Optional<SignedState>> state) {
    Function<TrustedKeys, SignatureResult> asked = once(signatures, state);
    return keys -> {
      SignatureResult result = asked.apply(keys);
      return result.known() ? result : SignatureResult.bad(result.problem());
    };
  }

  /**
   * Looks at a state when somebody asks, once for each set of keys.
   *
   * @param state opens it; empty for what is not a commit
   */
  static Function<TrustedKeys, SignatureResult> once(
      SignatureCheck signatures, Supplier<Optional<SignedState>> state) {
    Map<TrustedKeys, SignatureResult> known = new HashMap<>();
    return keys -> known.computeIfAbsent(keys, trusted -> looked(signatures, state, trusted));
  }

  private static SignatureResult looked(
      SignatureCheck signatures, Supplier<Optional<SignedState>> state, TrustedKeys trusted) {
    try {
      return state
          .get()
          .map(opened -> signatures.check(opened, trusted))
          .orElseGet(
              () ->
                  SignatureResult.bad("it is not a commit of a repository, which could be signed"));
    } catch (EnvironmentException e) {
      return SignatureResult.unknown("its signature could not be checked: " + e.problem());
    } catch (UsageException e) {
      return SignatureResult.bad(e.problem());
    }
  }
}
