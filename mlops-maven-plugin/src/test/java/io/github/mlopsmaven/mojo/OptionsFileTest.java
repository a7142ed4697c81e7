package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlopsmaven.problem.EnvironmentException;
import io.github.mlopsmaven.problem.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsFileTest {

  @TempDir Path folder;

  @Test
  void theBlockAtTheTopOfTheAcceleratorsScriptIsOne() throws IOException {
    OptionsFile file =
        read(
            """
            infrastructure_version=terraform   #options: terraform / bicep\s
            project_type=classical      #options: classical / cv / nlp
            mlops_version=aml-cli-v2   #options: aml-cli-v2 / python-sdk-v1
            orchestration=azure-devops #options: github-actions / azure-devops
            git_folder_location='/home/me/my projects'   #replace with the local root folder
            project_name=Mlops-Test   #replace with your project name
            github_org_name=orgname   #replace with your github org name
            project_template_github_url=https://github.com/azure/mlops-project-template   #replace
            """);

    assertThat(file.get("infrastructure_version")).contains("terraform");
    assertThat(file.get("orchestration")).contains("azure-devops");
    assertThat(file.get("git_folder_location")).contains("/home/me/my projects");
    assertThat(file.get("project_name")).contains("Mlops-Test");
    assertThat(file.get("project_template_github_url"))
        .contains("https://github.com/azure/mlops-project-template");
    assertThat(file.get("remote")).isEmpty();
  }

  @Test
  void quotesCommentsAndEmptyValuesAreUnderstood() throws IOException {
    OptionsFile file =
        read(
            "remote=\"https://h/a#b\" # there\nproject_name=a#b\ntemplate_ref=\norchestration= # no\n"
                + "options.cloud=azure\nvalues.prefix=x\nvalues.region='eu west'\n");

    assertThat(file.get("remote")).contains("https://h/a#b");
    assertThat(file.get("project_name")).contains("a#b");
    assertThat(file.get("template_ref")).isEmpty();
    assertThat(file.get("orchestration")).isEmpty();
    assertThat(file.below("options.")).containsExactly(Map.entry("cloud", "azure"));
    assertThat(file.below("values."))
        .containsExactly(Map.entry("prefix", "x"), Map.entry("region", "eu west"));
  }

  @Test
  void aPlaceholderThatNobodyReplacedIsRefused() {
    assertThatThrownBy(() -> read("git_folder_location='<local path>'   #replace\n"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            folder.resolve("o.properties")
                + " still has the placeholder <local path> for git_folder_location\n"
                + "  write a value there, or remove the line");
  }

  @Test
  void aKeyWithTwoValuesIsRefused() throws IOException {
    assertThatThrownBy(
            () ->
                read(
                    "project_type=cv\norchestration=azure-devops\nproject_type: nlp\n"
                        + "options.cloud=a\noptions.clo\\\n  ud=b\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has the key 'options.cloud' more than once")
        .hasMessageContaining("has the key 'project_type' more than once")
        .hasMessageContaining("keep one of the lines")
        .hasMessageNotContaining("orchestration");
    assertThat(read("remote=github\nremote = 'github' # as above\n").get("remote"))
        .as("the same value")
        .contains("github");
  }

  @Test
  void anUnknownKeyIsRefusedWithWhatWasMeant() {
    assertThatThrownBy(() -> read("projekt_type=cv\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            folder.resolve("o.properties") + " has the key 'projekt_type', which no goal knows\n")
        .hasMessageEndingWith("(did you mean project_type?)");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    Path none = folder.resolve("none");

    assertThatThrownBy(() -> OptionsFile.read(none))
        .isInstanceOf(UsageException.class)
        .hasMessage("the options file " + none + " does not exist\n  check -Dmlops.optionsFile");
    assertThatThrownBy(() -> OptionsFile.read(folder))
        .hasMessage("the options file " + folder + " is a folder\n  check -Dmlops.optionsFile");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkSaysTheEncoding(String charset) throws IOException {
    Path file = folder.resolve("o");
    Files.write(file, "\uFEFFproject_name=a\r\nvalues.town=Köln\r\n".getBytes(charset));

    OptionsFile read = OptionsFile.read(file);

    assertThat(read.get("project_name")).contains("a");
    assertThat(read.below("values.")).containsEntry("town", "Köln");
  }

  @Test
  void utf16WithoutItsMarkIsRefused() throws IOException {
    Path file =
        Files.write(folder.resolve("o"), "project_name=a".getBytes(StandardCharsets.UTF_16LE));

    assertThatThrownBy(() -> OptionsFile.read(file))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("UTF-16 without a byte order mark");
  }

  @Test
  void utf32IsRefused() throws IOException {
    for (String charset : List.of("UTF-32LE", "X-UTF-32LE-BOM", "UTF-32BE")) {
      Path file = Files.write(folder.resolve("o"), "project_name=a".getBytes(charset));

      assertThatThrownBy(() -> OptionsFile.read(file))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("or UTF-32");
    }
  }

  @Test
  void aWindowsPathInQuotesKeepsItsBackslashes() throws IOException {
    assertThat(read("git_folder_location='C:\\Users\\ada\\ml' # here\n").get("git_folder_location"))
        .contains("C:\\Users\\ada\\ml");
    assertThat(read("git_folder_location = \"\\\\server\\new\\\"\n").get("git_folder_location"))
        .contains("\\\\server\\new\\");
    assertThat(read("git_folder_location=C:\\\\Users\\\\ada\n").get("git_folder_location"))
        .contains("C:\\Users\\ada");
    assertThat(read("git_folder_location=C:/Users/ada\n").get("git_folder_location"))
        .contains("C:/Users/ada");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:\\Users\\ada", "d:\\new", "\\\\server\\share"})
  void aWindowsPathWithoutQuotesIsRefused(String path) {
    assertThatThrownBy(() -> read("git_folder_location=" + path + "\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has the Windows path " + path + " without quotes")
        .hasMessageEndingWith("git_folder_location='" + path + "'");
  }

  @Test
  void allMistakesAreToldTogether() {
    assertThatThrownBy(() -> read("projekt_type=cv\nremote=<url>\norchestr=x\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("the options file has 3 mistakes:\n")
        .hasMessageContaining("did you mean project_type?")
        .hasMessageContaining("placeholder <url> for remote");
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("o"), new byte[] {'a', '=', (byte) 0xfc});

    assertThatThrownBy(() -> OptionsFile.read(file))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("cannot read the options file " + file)
        .hasMessageContaining("write it as key=value lines in UTF-8");
  }

  private OptionsFile read(String text) throws IOException {
    return OptionsFile.read(Files.writeString(folder.resolve("o.properties"), text));
  }
}
