package io.github.mlopsmaven.policy;

import static io.github.mlopsmaven.descriptor.YamlFields.each;
import static io.github.mlopsmaven.descriptor.YamlFields.list;
import static io.github.mlopsmaven.descriptor.YamlFields.optional;
import static io.github.mlopsmaven.descriptor.YamlFields.required;

import io.github.mlopsmaven.descriptor.YamlFields;
import io.github.mlopsmaven.descriptor.YamlValue;
import io.github.mlopsmaven.policy.AllowedTemplate.Signed;
import io.github.mlopsmaven.policy.Policy.Forbidden;
import io.github.mlopsmaven.policy.Policy.MaxBehind;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.template.Glob;
import io.github.mlopsmaven.template.TrustedKeys;
import io.github.mlopsmaven.verify.Level;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads {@code mlops-policy.yml}, format 1. The same rules are published as a JSON Schema in {@code
 * docs/schema/mlops-policy-1.json}.
 */
public final class PolicyReader {

  /** What the file is called. */
  public static final String FILE_NAME = "mlops-policy.yml";

  private static final List<String> KEYS =
      List.of(
          "format",
          "title",
          "templates",
          "generator",
          "forbidden",
          "required_values",
          "unchanged",
          "verify",
          "max_behind",
          "checks",
          "exceptions",
          "trust");

  private static final List<String> ENFORCED = List.of("level", "fail_from", "reason");

  private final Mistakes mistakes = new Mistakes();
  private final String name;
  private final Function<String, Optional<String>> files;

  private PolicyReader(String name, Function<String, Optional<String>> files) {
    this.name = name;
    this.files = files;
  }

  /**
   * Reads a policy.
   *
   * @param name how it was named
   * @param file its name, for messages
   * @param text its content
   * @param files gives the text of a file beside it; empty where there is none
   * @throws io.github.mlopsmaven.problem.UsageException if it is not a policy of this format; the
   *     message has every mistake, each with file, line and column
   */
  public static Policy read(
      String name, String file, String text, Function<String, Optional<String>> files) {
    PolicyReader reader = new PolicyReader(name, files);
    YamlValue root =
        YamlValue.parse(file, text, reader.mistakes, "'format: 1' and what projects must be");
    Optional<Policy> policy = reader.mistakes.reading(() -> reader.policy(root));
    reader.mistakes.refuse(file);
    return policy.orElseThrow();
  }

  private Policy policy(YamlValue root) {
    Map<String, YamlValue> fields = root.fields(KEYS);
    YamlValue format = required(root, fields, "format");
    if (!format.text().equals("1")) {
      throw format.refuse(
          "is not known to this version of the plugin", "write 1, or use a later version");
    }
    optional(fields, "title").ifPresent(title -> mistakes.reading(title::text));
    Map<PolicyRule, Enforcement> checks = new EnumMap<>(PolicyRule.class);
    each(fields, "checks", (word, value) -> checks.put(rule(word, value), enforcement(value)));
    Optional<MaxBehind> behind =
        optional(fields, "max_behind")
            .flatMap(value -> mistakes.reading(() -> maxBehind(value, checks)));
    Map<String, List<String>> values = new LinkedHashMap<>();
    each(fields, "required_values", (setting, value) -> values.put(setting, texts(value)));
    Map<String, YamlValue> verify =
        optional(fields, "verify")
            .flatMap(
                value ->
                    mistakes.reading(
                        () -> value.fields(List.of("fail_on", "rules_may_be_lowered"))))
            .orElse(Map.of());
    TrustedKeys trust =
        optional(fields, "trust")
            .flatMap(value -> mistakes.reading(() -> trust(value)))
            .orElse(TrustedKeys.NONE);
    return new Policy(
        name,
        list(fields, "templates", value -> template(value, trust)),
        optional(fields, "generator")
            .flatMap(value -> mistakes.reading(() -> value.as(VersionSpan::of))),
        list(fields, "forbidden", this::forbidden),
        values,
        YamlFields.globs(fields, "unchanged"),
        optional(verify, "fail_on").flatMap(value -> mistakes.reading(() -> level(value))),
        optional(verify, "rules_may_be_lowered")
            .flatMap(value -> mistakes.reading(value::bool))
            .orElse(true),
        behind,
        checks,
        list(fields, "exceptions", PolicyReader::exemption),
        trust);
  }

  private static PolicyRule rule(String word, YamlValue value) {
    return PolicyRule.of(word)
        .orElseThrow(
            () ->
                value.refuseKey(
                    "is not a check of a policy", Suggestion.useOneOf(word, PolicyRule.words())));
  }

  private AllowedTemplate template(YamlValue value, TrustedKeys trust) {
    Map<String, YamlValue> fields =
        value.fields(List.of("url", "artifact", "refs", "versions", "signed"));
    Optional<YamlValue> url = optional(fields, "url");
    Optional<YamlValue> artifact = optional(fields, "artifact");
    if (url.isPresent() == artifact.isPresent()) {
      throw value.refuse(
          url.isPresent() ? "has both url and artifact" : "has neither url nor artifact",
          "write url: https://HOST/PATH, or artifact: groupId:artifactId");
    }
    String wrong = url.isPresent() ? "versions" : "refs";
    optional(fields, wrong)
        .ifPresent(
            extra ->
                mistakes.add(
                    extra.refuseKey(
                        url.isPresent() ? "is for artifacts" : "is for templates in git",
                        url.isPresent() ? "write refs" : "write versions")));
    Signed signed =
        optional(fields, "signed")
            .map(word -> word(word, Signed.class, Signed.values()))
            .orElse(Signed.OFF);
    if (signed != Signed.OFF && artifact.isPresent()) {
      throw required(value, fields, "signed")
          .refuse("is for templates in git", "leave it out: Maven checks what it downloads");
    }
    if (signed != Signed.OFF && trust.isEmpty()) {
      throw required(value, fields, "signed")
          .refuse(
              "needs keys to compare with, and this policy trusts none",
              "add trust: {ssh: allowed_signers}, or trust: {openpgp: keys.asc}");
    }
    return new AllowedTemplate(
        url.or(() -> artifact).orElseThrow().text(),
        url.map(PolicyReader::address),
        artifact.map(PolicyReader::artifact),
        list(
            fields,
            "refs",
            ref -> ref.as(pattern -> Glob.of("/" + pattern.replaceFirst("^/", "")))),
        optional(fields, "versions").map(versions -> versions.as(VersionSpan::of)),
        signed);
  }

  private static TemplateAddress address(YamlValue url) {
    return TemplateAddress.of(url.text())
        .orElseThrow(
            () -> url.refuse("is not a git URL", "write https://HOST/PATH or git@HOST:PATH"));
  }

  private static String artifact(YamlValue value) {
    String text = value.text();
    if (!text.matches("[\\w.-]+:[\\w.-]+(?::[\\w.-]+){0,2}")) {
      throw value.refuse("is not an artifact", "write groupId:artifactId, without a version");
    }
    return text;
  }

  private Forbidden forbidden(YamlValue value) {
    List<String> keys = new ArrayList<>(ENFORCED);
    keys.add("when");
    Map<String, YamlValue> fields = value.fields(keys);
    Map<String, List<String>> when = new LinkedHashMap<>();
    required(value, fields, "when")
        .entries()
        .forEach((option, entry) -> when.put(option, texts(entry)));
    if (when.isEmpty()) {
      throw value.refuse("forbids everything", "name an option, as in when: {project_type: cv}");
    }
    required(value, fields, "reason");
    return new Forbidden(when, enforcement(fields));
  }

  private static List<String> texts(YamlValue value) {
    List<String> texts = value.elements(YamlValue::text);
    if (texts.isEmpty()) {
      throw value.refuse("is an empty list", "name at least one value");
    }
    return texts;
  }

  private MaxBehind maxBehind(YamlValue value, Map<PolicyRule, Enforcement> checks) {
    List<String> keys = new ArrayList<>(ENFORCED);
    keys.addAll(List.of("days", "commits"));
    Map<String, YamlValue> fields = value.fields(keys);
    if (!fields.containsKey("days") && !fields.containsKey("commits")) {
      throw value.refuse("has neither days nor commits", "write days: 90, or commits: 50");
    }
    Enforcement how = enforcement(fields);
    if (checks.containsKey(PolicyRule.MAX_BEHIND) && !how.equals(Enforcement.STRICT)) {
      mistakes.add(value.refuse("says how it is enforced, and checks does too", "say it once"));
    }
    checks.putIfAbsent(PolicyRule.MAX_BEHIND, how);
    return new MaxBehind(limit(fields, "days"), limit(fields, "commits"));
  }

  private static OptionalLong limit(Map<String, YamlValue> fields, String key) {
    if (!fields.containsKey(key)) {
      return OptionalLong.empty();
    }
    YamlValue value = fields.get(key);
    long number = value == null ? 0 : value.number();
    if (number < 0 && value != null) {
      throw value.refuse("is less than nothing", "write 0 or more");
    }
    return OptionalLong.of(number);
  }

  private static Enforcement enforcement(YamlValue value) {
    return enforcement(value.fields(ENFORCED));
  }

  private static Enforcement enforcement(Map<String, YamlValue> fields) {
    Optional<LocalDate> from = optional(fields, "fail_from").map(PolicyReader::date);
    boolean warns =
        optional(fields, "level")
            .map(word -> word(word, Word.class, Word.values()) == Word.WARN)
            .orElse(from.isPresent());
    if (!warns && from.isPresent()) {
      throw Optional.ofNullable(fields.get("fail_from"))
          .orElseThrow()
          .refuseKey("is for level: warn, and the level is fail", "leave one of them out");
    }
    return new Enforcement(
        warns,
        from,
        optional(fields, "reason").map(YamlValue::text).filter(text -> !text.isBlank()));
  }

  private enum Word {
    WARN,
    FAIL
  }

  private static <T extends Enum<T>> T word(YamlValue value, Class<T> type, T[] all) {
    List<String> words =
        Arrays.stream(all).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    if (!words.contains(value.text())) {
      throw value.refuse("is not a word for this", Suggestion.useOneOf(value.text(), words));
    }
    return Enum.valueOf(type, value.text().toUpperCase(Locale.ROOT));
  }

  private static Level level(YamlValue value) {
    return word(value, Level.class, Level.values());
  }

  private static LocalDate date(YamlValue value) {
    try {
      return LocalDate.parse(value.text());
    } catch (DateTimeParseException e) {
      throw value.refuse("is not a date", "write YEAR-MONTH-DAY, as in 2027-01-31");
    }
  }

  private static Exemption exemption(YamlValue value) {
    Map<String, YamlValue> fields = value.fields(List.of("project", "check", "until", "reason"));
    YamlValue check = required(value, fields, "check");
    YamlValue reason = required(value, fields, "reason");
    if (reason.text().isBlank()) {
      throw reason.refuse("is empty", "say in one sentence why");
    }
    return new Exemption(
        required(value, fields, "project").as(pattern -> Glob.of("/" + pattern)),
        PolicyRule.of(check.text())
            .orElseThrow(
                () ->
                    check.refuse(
                        "is not a check of a policy",
                        Suggestion.useOneOf(check.text(), PolicyRule.words()))),
        date(required(value, fields, "until")),
        reason.text());
  }

  private TrustedKeys trust(YamlValue value) {
    Map<String, YamlValue> fields = value.fields(List.of("ssh", "ssh_revoked", "openpgp"));
    if (!fields.containsKey("ssh") && !fields.containsKey("openpgp")) {
      throw value.refuse("names no keys", "write ssh: allowed_signers, or openpgp: keys.asc");
    }
    return new TrustedKeys(
        optional(fields, "ssh").map(this::keys),
        optional(fields, "ssh_revoked").map(this::keys),
        optional(fields, "openpgp").map(this::keys));
  }

  /** Keys have blanks in them, and names of files beside a policy have none. */
  private String keys(YamlValue value) {
    String text = value.text();
    if (text.strip().chars().anyMatch(Character::isWhitespace)) {
      return text;
    }
    if (!text.matches("[\\w.-]+(?:/[\\w.-]+)*") || text.contains("..")) {
      throw value.refuse("is not a file beside the policy", "write a name such as allowed_signers");
    }
    return files
        .apply(text)
        .orElseThrow(
            () ->
                value.refuse(
                    "does not exist beside the policy",
                    "put the file there, or write its lines here as a block: |"));
  }
}
