package io.github.mlopsmaven.rules.azureml;

import io.github.mlopsmaven.verify.Check;
import io.github.mlopsmaven.verify.FileKind;
import io.github.mlopsmaven.verify.Findings;
import io.github.mlopsmaven.verify.Level;
import io.github.mlopsmaven.verify.Rule;
import io.github.mlopsmaven.verify.SourceFile;
import io.github.mlopsmaven.verify.VerifiedProject;
import io.github.mlopsmaven.verify.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Inputs get values of the type, and within the limits, that their components declare. */
final class InputValueCheck implements Check {

  static final Rule VALUE =
      new Rule(
          "azureml-input-value",
          Level.ERROR,
          "Value that an Azure ML input or output does not take");

  private static final Pattern BINDING =
      Pattern.compile(
          "\\$\\{\\{\\s*parent\\.(?:inputs\\.(\\w+)|jobs\\.(\\w+)\\.outputs\\.(\\w+))\\s*}}");

  /** What the service leaves out of a command when an input is missing. */
  private static final Pattern LEFT_OUT = Pattern.compile("\\$\\[\\[[\\s\\S]*?]]");

  @Override
  public List<Rule> rules() {
    return List.of(VALUE);
  }

  @Override
  public void check(VerifiedProject project, Findings findings) {
    for (SourceFile file : project.files().of(FileKind.AZURE_ML)) {
      file.yaml().root().ifPresent(root -> new OneFile(project, file, root, findings).check());
    }
  }

  private record OneFile(
      VerifiedProject project, SourceFile file, YamlNode root, Findings findings) {

    void check() {
      defaults(root);
      optional(root);
      for (YamlNode.Entry job : root.get("jobs").map(YamlNode::entries).orElse(List.of())) {
        Optional<YamlNode> component = declaration(job.value());
        for (YamlNode.Entry given :
            job.value().get("inputs").map(YamlNode::entries).orElse(List.of())) {
          component
              .flatMap(found -> found.get("inputs", given.name()))
              .filter(YamlNode::isMapping)
              .map(Port::of)
              .ifPresent(port -> given(job.name(), given, port));
        }
      }
    }

    /** The defaults of a component's own inputs. */
    private void defaults(YamlNode component) {
      for (YamlNode.Entry input :
          component.get("inputs").map(YamlNode::entries).orElse(List.of())) {
        Optional<YamlNode> value = input.value().get("default");
        if (value.isPresent()) {
          report("the input '" + input.name() + "'", Port.of(input.value()), value.get());
        }
      }
    }

    /** An input that may be missing is read where the service leaves it out then. */
    private void optional(YamlNode component) {
      Optional<YamlNode> command = component.get("command");
      String text = command.flatMap(YamlNode::text).orElse("");
      String always = text.contains("$[[") ? LEFT_OUT.matcher(text).replaceAll("") : text;
      for (YamlNode.Entry input :
          component.get("inputs").map(YamlNode::entries).orElse(List.of())) {
        boolean isOptional =
            input.value().get("optional").flatMap(YamlNode::text).filter("true"::equals).isPresent()
                && input.value().get("default").isEmpty();
        if (isOptional
            && Pattern.compile("\\$\\{\\{\\s*inputs\\." + Pattern.quote(input.name()) + "\\s*}}")
                .matcher(always)
                .find()) {
          findings.add(
              VALUE,
              file,
              command.orElseThrow(),
              "the input '" + input.name() + "' is optional, and the command always reads it",
              "put it and its option in $[[ ]], or take `optional` out");
        }
      }
    }

    /** What declares the ports of a job: its component, which may be written in it. */
    private Optional<YamlNode> declaration(YamlNode job) {
      Optional<YamlNode> component = job.get("component");
      return component.filter(YamlNode::isMapping).isPresent()
          ? component
          : References.component(project, file, job);
    }

    private void given(String job, YamlNode.Entry given, Port port) {
      YamlNode value =
          given.value().isMapping()
              ? given.value().get("path").orElse(given.value())
              : given.value();
      String name = "the input '" + given.name() + "' of the job '" + job + "'";
      Matcher binding = BINDING.matcher(value.text().orElse(""));
      if (!binding.matches()) {
        report(name, port, value);
        return;
      }
      Optional<YamlNode> source =
          binding.group(1) != null
              ? root.get("inputs", binding.group(1))
              : root.get("jobs", binding.group(2))
                  .flatMap(this::declaration)
                  .flatMap(found -> found.get("outputs", binding.group(3)));
      if (source.isEmpty() || source.get().isNull()) {
        return;
      }
      Port other = Port.of(source.get());
      Optional<YamlNode> plain = source.get().isScalar() ? source : source.get().get("default");
      if (port.refuses(other)) {
        findings.add(
            VALUE,
            file,
            value,
            name + " takes " + port.type() + " and gets " + other.type(),
            "bind it to something of its type, or change the type");
      } else if (binding.group(1) != null && plain.isPresent()) {
        report(name, port, plain.get());
      }
    }

    private void report(String name, Port port, YamlNode value) {
      port.mistake(value)
          .ifPresent(
              wanted ->
                  findings.add(
                      VALUE,
                      file,
                      value,
                      name + " takes " + wanted + ", not '" + value.text().orElse("") + "'",
                      "correct the value, or what the component declares"));
    }
  }
}
