package io.github.mlopsmaven.rules.infrastructure;

import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of providers that a directory asks for are those that its lock file has.
 *
 * @param project the project
 * @param module the directory
 * @param findings takes what is found
 * @see <a
 *     href="https://developer.hashicorp.com/terraform/language/files/dependency-lock">Dependency
 *     lock file</a>
 */
record TerraformLockCheck(VerifiedProject project, TerraformModule module, Findings findings) {

  private static final Pattern CLAUSE =
      Pattern.compile("\\s*(=|!=|>=|<=|>|<|~>)?\\s*(\\d{1,6}(?:\\.\\d{1,6}){0,2})\\s*");

  private static final Pattern PLAIN = Pattern.compile("\\d{1,6}(?:\\.\\d{1,6}){0,2}");

  void check() {
    String path =
        module.directory().isEmpty()
            ? ".terraform.lock.hcl"
            : module.directory() + "/.terraform.lock.hcl";
    Map<String, String> locked = new HashMap<>();
    project
        .file(path)
        .ifPresent(
            lock ->
                HclFile.of(lock.content())
                    .root()
                    .blocks("provider")
                    .forEach(
                        block ->
                            block
                                .attribute("version")
                                .flatMap(HclAttribute::text)
                                .ifPresent(
                                    version ->
                                        locked.put(
                                            block
                                                .name()
                                                .replaceFirst("^registry\\.terraform\\.io/", ""),
                                            version))));
    if (locked.isEmpty()) {
      return;
    }
    for (SourceFile file : module.files()) {
      HclFile.of(file.content())
          .root()
          .blocks("terraform")
          .flatMap(block -> block.blocks("required_providers"))
          .flatMap(block -> block.attributes().stream())
          .forEach(provider -> check(file, provider, locked, path));
    }
  }

  private void check(
      SourceFile file, HclAttribute provider, Map<String, String> locked, String path) {
    TerraformValue value = new TerraformValue(provider.expression());
    Optional<HclAttribute> range = value.entry("version");
    Optional<String> source = value.entry("source").flatMap(HclAttribute::text);
    Optional<String> version =
        source
            .map(text -> text.replaceFirst("^registry\\.terraform\\.io/", ""))
            .flatMap(text -> Optional.ofNullable(locked.get(text)));
    if (range.isPresent()
        && version.isPresent()
        && isOutside(version.get(), range.get().text().orElse(""))) {
      findings.add(
          TerraformLanguageCheck.RULE,
          file.path(),
          file.position(range.get().index()),
          "the provider '"
              + provider.name()
              + "' is asked for as "
              + range.get().text().orElse("")
              + ", and "
              + path
              + " has "
              + version.get(),
          "run `terraform init -upgrade` and commit the lock file, or correct the version");
    }
  }

  /** Whether a version is certainly not in a range. */
  static boolean isOutside(String version, String range) {
    if (!PLAIN.matcher(version).matches()) {
      return false;
    }
    List<Integer> numbers = numbers(version);
    for (String part : range.split(",", -1)) {
      Matcher clause = CLAUSE.matcher(part);
      if (clause.matches()
          && !fits(
              numbers, clause.group(1) == null ? "=" : clause.group(1), numbers(clause.group(2)))) {
        return true;
      }
    }
    return false;
  }

  private static List<Integer> numbers(String version) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : version.split("\\.", -1)) {
      numbers.add(Integer.parseInt(part));
    }
    return numbers;
  }

  private static int compare(List<Integer> one, List<Integer> other, int most) {
    for (int i = 0; i < most; i++) {
      int order =
          Integer.compare(i < one.size() ? one.get(i) : 0, i < other.size() ? other.get(i) : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static boolean fits(List<Integer> version, String sign, List<Integer> bound) {
    int order = compare(version, bound, 3);
    return switch (sign) {
      case "=" -> order == 0;
      case "!=" -> order != 0;
      case ">=" -> order >= 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case "<" -> order < 0;
      default -> order >= 0 && compare(version, bound, Math.max(1, bound.size() - 1)) == 0;
    };
  }
}
