package io.github.mlopsmaven.policy;

import io.github.mlopsmaven.lock.FileList;
import io.github.mlopsmaven.lock.Generation;
import io.github.mlopsmaven.lock.ProjectLock;
import io.github.mlopsmaven.status.FileStatus;
import io.github.mlopsmaven.status.FileStatus.Here;
import io.github.mlopsmaven.status.FileStatus.There;
import io.github.mlopsmaven.status.ProjectStatus;
import io.github.mlopsmaven.status.RecordedProject;
import io.github.mlopsmaven.status.TemplateAge;
import io.github.mlopsmaven.template.FileMode;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.SignatureResult;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSignature;
import io.github.mlopsmaven.template.TrustedKeys;
import io.github.mlopsmaven.verify.Finding;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Position;
import io.github.mlopsmaven.verify.Report;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.Verified;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A project that a test makes good or bad. */
final class JudgedProject implements PolicedProject {

  static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
  static final String COMMIT = "1".repeat(40);
  static final Rule STRICT = new Rule("json-syntax", Level.ERROR, "JSON can be read.");
  static final Rule MILD = new Rule("bicep-unused", Level.WARNING, "All is used.");

  String name = "fares";
  String generatorVersion = "1.1";
  String running = "1.2";
  String url = "https://git.acme.example/ml/template.git";
  String ref = "v1";
  Optional<String> tag = Optional.of("2".repeat(40));
  List<String> reached = List.of();
  Map<String, String> selection = new TreeMap<>(Map.of("project_type", "classical"));
  Map<String, String> values = new TreeMap<>(Map.of("location", "westeurope"));
  boolean complete = true;
  SignatureResult signature =
      SignatureResult.good(new TemplateSignature("ssh", "SHA256:k", "a@acme.example", "tag"));
  Optional<TemplateAge.Behind> behind =
      Optional.of(new TemplateAge.Behind(0, Optional.empty(), false));
  Optional<TemplateOrigin> newer = Optional.empty();
  Here here = Here.SAME;
  There there = There.SAME;
  Optional<String> heldAt = Optional.empty();
  String listed = "a".repeat(40);
  boolean reachable = true;
  List<RuleSetting> userRules = List.of();
  List<RuleSetting> lockRules = List.of();
  List<RuleSetting> templateRules = List.of();
  List<Finding> findings = new ArrayList<>();

  void found(Rule rule) {
    findings.add(new Finding(rule, rule.level(), "a.json", new Position(3, 1), "bad", "fix it"));
  }

  void isBehind(int days, int commits) {
    behind =
        Optional.of(
            new TemplateAge.Behind(
                commits, Optional.of(Instant.now().minus(Duration.ofDays(days))), false));
    there = There.NEWER;
  }

  private TemplateOrigin origin() {
    return url.contains("/")
        ? new TemplateOrigin(
            url, Optional.of(ref), Optional.of(COMMIT), Optional.empty(), Optional.of(url), tag)
        : new TemplateOrigin(url, Optional.empty(), Optional.empty(), Optional.of(ref));
  }

  private ProjectLock lock() {
    return new ProjectLock(
        "mlops-maven-plugin",
        generatorVersion,
        origin(),
        "d",
        Optional.empty(),
        name,
        Optional.empty(),
        new Selection(selection),
        values,
        Optional.empty(),
        Generation.USUAL,
        List.of(),
        List.of(),
        Optional.empty(),
        lockRules);
  }

  private static FileList list(String blob) {
    return new FileList(
        List.of(
            new FileList.Entry(
                FileMode.REGULAR, blob, ".github/workflows/security.yml", Optional.of("s.yml")),
            new FileList.Entry(FileMode.REGULAR, "b".repeat(40), "b.txt", Optional.of("b.txt"))));
  }

  @Override
  public RecordedProject recorded() {
    return new RecordedProject(lock(), list(listed), List.of());
  }

  @Override
  public MadeFrom madeFrom() {
    return new MadeFrom(
        name, generatorVersion, origin(), reached, selection, values, complete, this::signed);
  }

  private SignatureResult signed(TrustedKeys keys) {
    return keys.isEmpty() ? SignatureResult.bad("no key is trusted") : signature;
  }

  @Override
  public ProjectStatus status() {
    FileStatus file =
        new FileStatus(
            ".github/workflows/security.yml",
            here,
            here == Here.MOVED ? Optional.of("elsewhere.yml") : Optional.empty(),
            Optional.of(there),
            Optional.empty(),
            heldAt,
            Optional.empty(),
            false);
    return new ProjectStatus(
        "fares",
        lock(),
        reachable ? newer.or(() -> Optional.of(origin())) : Optional.empty(),
        List.of(file),
        reachable ? behind : Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Override
  public Optional<FileList> givenAgain() {
    return reachable ? Optional.of(list("a".repeat(40))) : Optional.empty();
  }

  @Override
  public Optional<List<RuleSetting>> templateRules() {
    return reachable ? Optional.of(templateRules) : Optional.empty();
  }

  @Override
  public List<RuleSetting> userRules() {
    return userRules;
  }

  @Override
  public Report verified() {
    return new Report(
        "fares",
        Map.of(STRICT.id(), STRICT, MILD.id(), MILD),
        List.of(new Verified(Optional.empty(), List.of(), findings, Map.of())));
  }

  /** What policies say of it; each is the text of a policy. */
  List<PolicyResult> judged(String... texts) {
    List<Policy> policies = new ArrayList<>();
    for (String text : texts) {
      policies.add(
          PolicyReader.read(
              "p" + (policies.size() + 1),
              "mlops-policy.yml",
              "format: 1\n" + text,
              file -> Optional.empty()));
    }
    return new PolicyCheck(policies, TODAY, running).check(this);
  }
}
