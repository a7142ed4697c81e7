package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.policy.AllowedTemplate.Signed;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.SignatureResult;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.verify.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a policy allows a state of a template. */
final class TemplateAdmission {

  /** How a lock names the template that comes with the plugin, and which artifact that is. */
  private static final String BUILTIN = "builtin";

  private static final String BUILTIN_ARTIFACT = "io.github.mlops-maven:mlops-template";

  private static final String HEADS = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  private final Policy policy;
  private final MadeFrom from;
  private final TemplateOrigin origin;

  TemplateAdmission(Policy policy, MadeFrom from) {
    this.policy = policy;
    this.from = from;
    this.origin = from.origin();
  }

  /** What is wrong. Of several entries for the same template the one that is met best counts. */
  List<PolicyResult> results() {
    List<AllowedTemplate> fitting = policy.templates().stream().filter(this::isThere).toList();
    if (fitting.isEmpty()) {
      return List.of(
          PolicyResult.of(
              PolicyRule.TEMPLATES,
              policy.name(),
              "the template "
                  + origin.url().orElse(origin.template())
                  + " is not allowed; allowed "
                  + (policy.templates().size() == 1 ? "is " : "are ")
                  + names(),
              "name an allowed one with -Dmlops.template"));
    }
    for (String place : from.reached()) {
      if (TemplateAddress.of(place).filter(this::isAllowed).isEmpty()) {
        return List.of(
            PolicyResult.of(
                PolicyRule.TEMPLATES,
                policy.name(),
                "the template "
                    + origin.url().orElse(origin.template())
                    + " is fetched from "
                    + place
                    + ", which is not allowed",
                "look for insteadOf in git's configuration, or for a redirect of the server"));
      }
    }
    return fitting.stream()
        .map(this::wrong)
        .min(Comparator.comparingLong(found -> found.stream().filter(PolicyResult::fails).count()))
        .orElse(List.of());
  }

  private String names() {
    return policy.templates().stream()
        .map(AllowedTemplate::name)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private boolean isThere(AllowedTemplate allowed) {
    if (allowed.address().isPresent()) {
      return origin
          .url()
          .flatMap(TemplateAddress::of)
          .filter(allowed.address().get()::covers)
          .isPresent();
    }
    if (origin.url().isPresent() || origin.commit().isPresent()) {
      return false;
    }
    String name = origin.template().replaceFirst("//.*", "");
    String artifact = name.equals(BUILTIN) ? BUILTIN_ARTIFACT : name;
    return allowed.artifact().filter(artifact::equals).isPresent() && origin.version().isPresent();
  }

  private boolean isAllowed(TemplateAddress place) {
    return policy.templates().stream()
        .flatMap(allowed -> allowed.address().stream())
        .anyMatch(address -> address.place().equals(place.place()));
  }

  private List<PolicyResult> wrong(AllowedTemplate allowed) {
    List<PolicyResult> found = new ArrayList<>();
    SignatureResult signature =
        allowed.address().isPresent() && (allowed.signed() != Signed.OFF || isUnnamed())
            ? from.signature().apply(policy.trust())
            : SignatureResult.bad("");
    boolean signed = signature.signature().isPresent();
    ref(allowed, signed).ifPresent(found::add);
    if (allowed.signed() != Signed.OFF && !signed) {
      PolicyResult result =
          PolicyResult.of(
              PolicyRule.SIGNED,
              policy.name(),
              origin.template() + " " + origin.revision() + ": " + signature.problem(),
              "take a signed version with -Dmlops.templateRef, or ask those who keep the policy to"
                  + " trust the key");
      boolean warns = allowed.signed() == Signed.WARN || !signature.known();
      found.add(warns ? result.at(Level.WARNING) : result);
    }
    return found;
  }

  private Optional<PolicyResult> ref(AllowedTemplate allowed, boolean signed) {
    if (allowed.artifact().isPresent()) {
      String version = origin.version().orElse("");
      return allowed
          .versions()
          .filter(range -> !range.has(version))
          .map(
              range ->
                  refused(
                      "the version " + version + " of the template is not in " + range,
                      "name an allowed version with -Dmlops.template"));
    }
    if (allowed.refs().isEmpty()) {
      return isUnnamed() && !signed
          ? Optional.of(
              refused(
                  "the commit id "
                      + origin.revision()
                      + " does not say which branch or tag it is from: hosting services give out"
                      + " commits of forks, too",
                  "name a branch or tag with -Dmlops.templateRef"))
          : Optional.empty();
    }
    String name = origin.ref().orElse("");
    return allowed.refs().stream().anyMatch(this::isMatched)
        ? Optional.empty()
        : Optional.of(
            refused(
                "the ref " + name + " is not allowed; allowed is " + patterns(allowed),
                "name an allowed branch or tag with -Dmlops.templateRef"));
  }

  private static String patterns(AllowedTemplate allowed) {
    return allowed.refs().stream()
        .map(pattern -> pattern.toString().substring(1))
        .collect(Collectors.joining(", "));
  }

  private PolicyResult refused(String problem, String remedy) {
    return PolicyResult.of(PolicyRule.REFS, policy.name(), problem, remedy);
  }

  /** Whether the state was named by the id of its commit. */
  private boolean isUnnamed() {
    return origin.ref().filter(name -> !name.matches("[0-9a-fA-F]{40}")).isEmpty();
  }

  /** A pattern with {@code refs/} is for the full name. */
  private boolean isMatched(Glob pattern) {
    String name = origin.ref().orElse("");
    if (!pattern.toString().startsWith("/refs/")) {
      String brief =
          name.startsWith(HEADS)
              ? name.substring(HEADS.length())
              : name.startsWith(TAGS) ? name.substring(TAGS.length()) : name;
      return pattern.matches(brief);
    }
    String full =
        name.startsWith("refs/") ? name : (origin.tag().isPresent() ? TAGS : HEADS) + name;
    return !isUnnamed() && pattern.matches(full);
  }
}
