package io.github.mlopsmaven.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The published schema of the lock file says what the reader says. */
class ProjectLockSchemaTest {

  private static final Pattern WORD = Pattern.compile("[a-z_]+");

  private static final Path FILE = Path.of("../docs/schema/mlops-project-1.json");

  @Test
  void aLockWithEveryKeyIsAccepted() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(FILE));

    assertThat(schema.validate(ProjectLockFileTest.FULL, InputFormat.YAML)).isEmpty();
    assertThat(schema.validate(ProjectLockFileTest.FULL + "more: \"a\"\n", InputFormat.YAML))
        .isNotEmpty();
  }

  @Test
  void theReaderKnowsEveryKeyOfTheSchema() throws IOException {
    JsonObject root = JsonParser.parseString(Files.readString(FILE)).getAsJsonObject();

    assertThat(refusal("unknown: \"a\"\n")).isEqualTo(names(root));
    for (String key : List.of("generator", "template", "project")) {
      assertThat(refusal(key + ":\n  unknown: \"a\"\n"))
          .as(key)
          .isEqualTo(names(root.getAsJsonObject("properties").getAsJsonObject(key)));
    }
  }

  /** The keys that the reader offers in place of an unknown one. */
  private static List<String> refusal(String entry) {
    String key = entry.substring(0, entry.indexOf(':'));
    String rest = ProjectLockFileTest.FULL.replaceAll("(?m)^" + key + ":\n(?: .*\n)*", "") + entry;
    List<String> known = new ArrayList<>();
    assertThatThrownBy(
            () -> ProjectLockFile.read(".mlops/project.yml", rest.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            UsageException.class,
            e -> {
              WORD.matcher(e.remedy()).results().map(MatchResult::group).forEach(known::add);
            });
    return known.stream().filter(word -> !List.of("use", "one", "of").contains(word)).toList();
  }

  private static List<String> names(JsonElement object) {
    return List.copyOf(object.getAsJsonObject().getAsJsonObject("properties").keySet());
  }
}
