package io.github.mlopsmaven.lock;

import io.github.mlopsmaven.problem.Redaction;
import io.github.mlopsmaven.template.PipelineTemplatesTarget;
import io.github.mlopsmaven.template.RuleSetting;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.SharedRepository;
import io.github.mlopsmaven.template.TemplateOrigin;
import io.github.mlopsmaven.template.TemplateSignature;
import io.github.mlopsmaven.template.YamlString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code .mlops/project.yml}: YAML that a person can read and that every value stays a
 * string in.
 */
public final class ProjectLockFile {

  /** Where it lies in a project. */
  public static final String PATH = ".mlops/project.yml";

  static final String FORMAT = "1";

  /** YAML wants a mark before a key of more than 1,024 characters; in bytes it is safe before. */
  private static final int LONG_KEY = 300;

  private ProjectLockFile() {}

  /**
   * The file's text. The same lock gives the same text.
   *
   * @param lock what to write; any text may be a value, also one with line ends or {@code ${…}}
   * @return YAML with LF line ends, to be encoded as UTF-8; secrets are redacted
   */
  public static String text(ProjectLock lock) {
    StringBuilder out = new StringBuilder();
    out.append("# What this project was generated from; written by ")
        .append(lock.generator().replaceAll("[^\\w.:-]", "?"))
        .append(". Keep it under version control and do not edit it.\n");
    out.append("format: ").append(FORMAT).append('\n');
    mapping(out, "generator", Map.of("name", lock.generator()), "version", lock.generatorVersion());
    Map<String, String> template = new LinkedHashMap<>();
    template.put("location", lock.origin().template());
    lock.origin().ref().ifPresent(ref -> template.put("ref", ref));
    lock.origin().commit().ifPresent(commit -> template.put("commit", commit));
    lock.origin().version().ifPresent(version -> template.put("version", version));
    lock.origin().url().ifPresent(url -> template.put("url", url));
    lock.origin().tag().ifPresent(tag -> template.put("tag", tag));
    template.put("descriptor", lock.descriptor());
    lock.descriptorId().ifPresent(id -> template.put("descriptor_id", id));
    mapping(out, "template", template);
    lock.origin()
        .signature()
        .ifPresent(
            signature -> {
              Map<String, String> entry = new LinkedHashMap<>();
              entry.put("kind", signature.kind());
              entry.put("key", signature.key());
              entry.put("signer", signature.signer());
              entry.put("of", signature.of());
              mapping(out, "signature", entry);
            });
    Map<String, String> project = new LinkedHashMap<>();
    project.put("name", lock.projectName());
    lock.organization().ifPresent(organization -> project.put("organization", organization));
    mapping(out, "project", project);
    mapping(out, "selection", lock.selection().values());
    mapping(out, "values", lock.values());
    lock.pipelineTemplates()
        .ifPresent(
            target -> {
              Map<String, String> entry = new LinkedHashMap<>();
              entry.put("repository", target.repository());
              entry.put("ref", target.ref());
              target.type().ifPresent(type -> entry.put("type", type.word()));
              target.endpoint().ifPresent(endpoint -> entry.put("endpoint", endpoint));
              mapping(out, "pipeline_templates", entry);
            });
    Map<String, String> generation = new LinkedHashMap<>();
    if (!lock.generation().fixes()) {
      generation.put("fixes", "false");
    }
    if (lock.generation().partial()) {
      generation.put("partial", "true");
    }
    mapping(out, "generation", generation);
    list(out, "gaps", lock.gaps());
    list(out, "fixes", lock.fixes());
    lock.calls()
        .ifPresent(
            called ->
                mapping(
                    out,
                    "calls",
                    Map.of("repository", called.repository()),
                    "alias",
                    called.alias()));
    Map<String, String> rules = new LinkedHashMap<>();
    lock.rules().forEach(setting -> rules.put(setting.rule(), setting.text()));
    mapping(out, "rules", rules);
    list(out, "policy", lock.policies());
    return out.toString();
  }

  /**
   * Reads a lock.
   *
   * @param name the file's name for messages
   * @param content the file's bytes
   * @throws io.github.mlopsmaven.problem.UsageException if it is not a lock of a known format;
   *     names the line
   */
  public static ProjectLock read(String name, byte[] content) {
    LockReader root = LockReader.root(name, content);
    String format = root.text("format");
    if (!format.equals(FORMAT)) {
      throw root.unknownFormat(format);
    }
    root.only(
        "format",
        "generator",
        "template",
        "signature",
        "project",
        "selection",
        "values",
        "pipeline_templates",
        "generation",
        "gaps",
        "fixes",
        "calls",
        "rules",
        "policy");
    LockReader generator = root.child("generator").only("name", "version");
    LockReader template =
        root.child("template")
            .only(
                "location",
                "ref",
                "commit",
                "version",
                "url",
                "tag",
                "descriptor",
                "descriptor_id");
    LockReader project = root.child("project").only("name", "organization");
    Optional<PipelineTemplatesTarget> target =
        root.optionalChild("pipeline_templates").map(ProjectLockFile::target);
    return new ProjectLock(
        generator.text("name"),
        generator.text("version"),
        new TemplateOrigin(
            template.text("location"),
            template.optionalText("ref"),
            template.optionalText("commit"),
            template.optionalText("version"),
            template.optionalText("url"),
            template.optionalText("tag"),
            root.optionalChild("signature").map(ProjectLockFile::signature)),
        template.text("descriptor"),
        template.optionalText("descriptor_id"),
        project.text("name"),
        project.optionalText("organization"),
        new Selection(root.optionalChild("selection").map(LockReader::texts).orElse(Map.of())),
        root.optionalChild("values").map(LockReader::texts).orElse(Map.of()),
        target,
        root.optionalChild("generation").map(ProjectLockFile::generation).orElse(Generation.USUAL),
        root.list("gaps"),
        root.list("fixes"),
        root.optionalChild("calls").map(ProjectLockFile::calls),
        root.optionalChild("rules").map(ProjectLockFile::rules).orElse(List.of()),
        root.list("policy"));
  }

  private static TemplateSignature signature(LockReader entry) {
    entry.only("kind", "key", "signer", "of");
    return new TemplateSignature(
        entry.text("kind"), entry.text("key"), entry.text("signer"), entry.text("of"));
  }

  private static Generation generation(LockReader entry) {
    entry.only("fixes", "partial");
    return new Generation(
        switchOf(entry, "fixes").orElse(true), switchOf(entry, "partial").orElse(false));
  }

  private static Optional<Boolean> switchOf(LockReader entry, String key) {
    Optional<String> text = entry.optionalText(key);
    if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
      throw entry.wrong(key, "is neither true nor false");
    }
    return text.map("true"::equals);
  }

  private static SharedRepository calls(LockReader entry) {
    entry.only("repository", "alias");
    return new SharedRepository(entry.text("repository"), entry.text("alias"));
  }

  private static List<RuleSetting> rules(LockReader entries) {
    List<RuleSetting> rules = new ArrayList<>();
    entries
        .texts()
        .forEach(
            (rule, text) ->
                rules.add(
                    RuleSetting.parse(rule, text)
                        .orElseThrow(() -> entries.wrong(rule, "is not LEVEL: REASON"))));
    return rules;
  }

  private static PipelineTemplatesTarget target(LockReader entry) {
    entry.only("repository", "ref", "type", "endpoint");
    PipelineTemplatesTarget target =
        PipelineTemplatesTarget.parse(
            entry.optionalText("type").map(type -> type + ":").orElse("")
                + entry.text("repository")
                + "@"
                + entry.text("ref"));
    return entry.optionalText("endpoint").map(target::withEndpoint).orElse(target);
  }

  private static void mapping(
      StringBuilder out, String key, Map<String, String> entries, String lastKey, String last) {
    Map<String, String> all = new LinkedHashMap<>(entries);
    all.put(lastKey, last);
    mapping(out, key, all);
  }

  private static void mapping(StringBuilder out, String key, Map<String, String> entries) {
    if (entries.isEmpty()) {
      return;
    }
    out.append(key).append(":\n");
    entries.forEach(
        (name, value) ->
            out.append("  ").append(key(name)).append(": ").append(quoted(value)).append('\n'));
  }

  /** A name is no secret, and two that would look alike without their middle stay two. */
  private static String key(String name) {
    if (name.matches("[A-Za-z_][A-Za-z0-9_.-]{0,99}")) {
      return name;
    }
    String quoted = YamlString.quoted(name);
    return quoted.length() < LONG_KEY ? quoted : "? " + quoted + "\n  ";
  }

  private static void list(StringBuilder out, String key, List<String> items) {
    if (!items.isEmpty()) {
      out.append(key).append(":\n");
      items.forEach(item -> out.append("  - ").append(quoted(item)).append('\n'));
    }
  }

  private static String quoted(String text) {
    return YamlString.quoted(Redaction.redact(text));
  }
}
