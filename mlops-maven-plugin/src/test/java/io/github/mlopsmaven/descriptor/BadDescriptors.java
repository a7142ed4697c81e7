package io.github.mlopsmaven.descriptor;

import java.util.List;

/** A descriptor for each rule, which breaks it. */
final class BadDescriptors {

  /** Six lines; what a sample appends begins at line 7. */
  private static final String GOOD =
      """
      format: 1
      name: n
      options: {a: {}, b: {}}
      layout:
        - {from: "{a}", to: .}
        - {from: x, to: x, when: {b: [y, z]}}
      """;

  private BadDescriptors() {}

  /**
   * A descriptor that is refused.
   *
   * @param text the descriptor
   * @param message the whole message
   * @param shape whether the JSON Schema can see it too
   */
  record Sample(String text, String message, boolean shape) {

    @Override
    public String toString() {
      return message.lines().findFirst().orElse("");
    }
  }

  static List<Sample> all() {
    return List.of(
        // The file.
        shape(
            "[1, 2]",
            "1:1: has to be a mapping of keys to values",
            "write 'key: value' lines below it"),
        shape("name: n\nlayout: []\n", "1:1: lacks the key 'format'", "add 'format: …'"),
        shape(
            "format: 2\nname: n\nlayout: []\n",
            "1:9: format is '2', which this version of the plugin does not know",
            "write 'format: 1', or use a later version of the plugin"),
        shape("format: 1\nlayout: []\n", "1:1: lacks the key 'name'", "add 'name: …'"),
        shape("format: 1\nname: n\n", "1:1: lacks the key 'layout'", "add 'layout: …'"),
        shape(
            "format: 1\nname:\nlayout: []\n",
            "2:6: name has to be a text",
            "write it as one value on the line, in quotes if need be"),
        appended(
            "velocity: true\n",
            "7:11: velocity is not a key of this format",
            "use one of format, name, title, options, parts, layout, exclude, render, rewrites,"
                + " repairs, rules, values, names, executable, pipeline_templates, checklist"),
        appended(
            "repairs: [{reason: r, files: f, text: a, value: b}]\n",
            "7:11: repairs[0] lacks the key 'rule'",
            "add 'rule: …'"),
        appended(
            "rules: {yaml-syntax: {level: warn, reason: r}}\n",
            "7:30: rules.yaml-syntax.level is not a level",
            "use one of error, warning, note, off"),
        appended(
            "rules: {yaml-syntax: {level: off}}\n",
            "7:22: rules.yaml-syntax lacks the key 'reason'",
            "add 'reason: …'"),
        appended(
            "rules: {yaml-syntax: {level: off, reason: ' '}}\n",
            "7:43: rules.yaml-syntax.reason is empty",
            "say in one sentence why, for the people who read a report"),
        appended(
            "valeus: {}\n",
            "7:9: valeus is not a key of this format",
            "use one of format, name, title, options, parts, layout, exclude, render, rewrites,"
                + " repairs, rules, values, names, executable, pipeline_templates, checklist (did"
                + " you mean values?)"),
        appended(
            "render: jinja\n",
            "7:9: render has to be velocity or none",
            "use one of velocity, none"),
        // Options.
        shape(
            "format: 1\nname: n\noptions: [a]\nlayout: []\n",
            "3:10: options has to be a mapping of keys to values",
            "write 'key: value' lines below it"),
        shape(
            "format: 1\nname: n\noptions: {project-type: {}}\nlayout: []\n",
            "3:25: options.project-type has a name that is not usable as a parameter",
            "use lower case letters, digits and underscores, beginning with a letter"),
        shape(
            "format: 1\nname: n\noptions: {project_name: {}}\nlayout: []\n",
            "3:25: options.project_name has a name that every project has already",
            "rename it"),
        shape(
            "format: 1\nname: n\noptions: {a: {values: [x]}}\nlayout: []\n",
            "3:23: options.a.values is not a key of this format",
            "use one of title, description, labels, default, when"),
        shape(
            "format: 1\nname: n\noptions: {a: {labels: [x]}}\nlayout: []\n",
            "3:23: options.a.labels has to be a mapping of keys to values",
            "write 'key: value' lines below it"),
        meaning(
            "format: 1\nname: n\noptions: {a: {}}\nlayout: [{from: x, to: '{a}'}]\n",
            "3:14: options.a is in no layout rule's 'from' or 'when', so it has no values",
            "put {a} into a 'from', or remove the option"),
        meaning(
            "format: 1\nname: n\nname: m\nlayout: []\n",
            "3:1: name is given twice",
            "remove one of them"),
        // Parts.
        appended(
            "parts: {p: {cor: true}}\n",
            "7:18: parts.p.cor is not a key of this format",
            "use one of title, core, when (did you mean core?)"),
        appended(
            "parts: {p: {core: yes}}\n",
            "7:19: parts.p.core has to be true or false",
            "write true or false"),
        meaningAppended(
            "parts: {p: {}}\n",
            "7:12: parts.p is the part of no layout rule, so every project would lack it",
            "add 'part: p' to a rule, or remove the part"),
        // Layout.
        shape(
            "format: 1\nname: n\nlayout: {from: a, to: b}\n",
            "3:9: layout has to be a list",
            "write '- element' lines below it"),
        shape(
            "format: 1\nname: n\nlayout: [a]\n",
            "3:10: layout[0] has to be a mapping of keys to values",
            "write 'key: value' lines below it"),
        shape(
            "format: 1\nname: n\nlayout: [{to: b}]\n",
            "3:10: layout[0] lacks the key 'from'",
            "add 'from: …'"),
        shape(
            "format: 1\nname: n\nlayout: [{from: b}]\n",
            "3:10: layout[0] lacks the key 'to'",
            "add 'to: …'"),
        shape(
            "format: 1\nname: n\nlayout: [{from: a, to: b, into: c}]\n",
            "3:33: layout[0].into is not a key of this format",
            "use one of from, to, part, when, include, exclude"),
        shape(
            "format: 1\nname: n\nlayout: [{from: ../a, to: b}]\n",
            "3:17: layout[0].from is wrong: path '../a' has the segment '..'",
            "correct it"),
        shape(
            "format: 1\nname: n\nlayout: [{from: a, to: /b}]\n",
            "3:24: layout[0].to is wrong: path '/b' has the segment ''",
            "correct it"),
        shape(
            "format: 1\nname: n\nlayout: [{from: 'a-{b}', to: b}]\n",
            "3:17: layout[0].from is wrong: path 'a-{b}' has an option inside the segment 'a-{b}'",
            "correct it"),
        shape(
            "format: 1\nname: n\nlayout: [{from: a, to: b, include: ['c/']}]\n",
            "3:37: layout[0].include[0] is wrong: the pattern 'c/' has an empty segment",
            "correct it"),
        shape(
            "format: 1\nname: n\nlayout: [{from: a, to: b, exclude: {c: d}}]\n",
            "3:36: layout[0].exclude has to be a list",
            "write '- element' lines below it"),
        shape(
            "format: 1\nname: n\nlayout: [{from: a, to: b, when: [c]}]\n",
            "3:33: layout[0].when has to be a mapping of keys to values",
            "write 'key: value' lines below it"),
        meaning(
            "format: 1\nname: n\noptions: {type: {}}\nlayout: [{from: '{tpye}', to: b}]\n",
            "4:17: layout[0].from names the option {tpye}, which this descriptor does not have",
            "use type (did you mean type?)"),
        meaning(
            "format: 1\nname: n\noptions: {type: {}}\nlayout: [{from: a, to: '{tpye}'}]\n",
            "4:24: layout[0].to names the option {tpye}, which this descriptor does not have",
            "use type (did you mean type?)"),
        meaning(
            "format: 1\n"
                + "name: n\n"
                + "options: {type: {}}\n"
                + "layout: [{from: a, to: b, when: {tpye: c}}]\n",
            "4:40: layout[0].when.tpye names 'tpye', which is not an option of this descriptor",
            "use type (did you mean type?)"),
        meaning(
            "format: 1\nname: n\noptions: {type: {}, kind: {when: {kinds: a}}, late: {}}\n"
                + "layout: [{from: '{type}', to: b}]\n",
            "3:42: options.kind.when.kinds names 'kinds', which is not an option declared above"
                + " this one",
            "use type"),
        meaning(
            "format: 1\nname: n\noptions: {type: {when: {kind: a}}, kind: {}}\n"
                + "layout: [{from: '{type}', to: b}]\n",
            "3:31: options.type.when.kind names 'kind', which is not an option declared above this"
                + " one",
            "remove it"),
        meaning(
            "format: 1\nname: n\nparts: {code: {}}\nlayout: [{from: a, to: b, part: cod}]\n",
            "4:33: layout[0].part 'cod' is not a part of this descriptor",
            "use code (did you mean code?)"),
        appended(
            "exclude: [{a: b}]\n",
            "7:11: exclude[0] has to be a text",
            "write it as one value on the line, in quotes if need be"),
        appended(
            "executable: ['/']\n",
            "7:14: executable[0] is wrong: the pattern '/' has an empty segment",
            "correct it"),
        // Rewrites.
        appended(
            "rewrites: [{files: f, path: p, value: v}]\n",
            "7:12: rewrites[0] lacks the key 'reason'",
            "add 'reason: …'"),
        appended(
            "rewrites: [{reason: r, path: p, value: v}]\n",
            "7:12: rewrites[0] lacks the key 'files'",
            "add 'files: …'"),
        appended(
            "rewrites: [{reason: r, files: f, value: v}]\n",
            "7:12: rewrites[0] lacks the key 'path'",
            "add 'path: …'"),
        appended(
            "rewrites: [{reason: r, files: f, path: p}]\n",
            "7:12: rewrites[0] lacks the key 'value'",
            "add 'value: …'"),
        appended(
            "rewrites: [{reason: r, files: f, path: a..b, value: v}]\n",
            "7:40: rewrites[0].path has an empty key",
            "write the keys with dots between them, as in variables.location"),
        appended(
            "rewrites: [{reason: r, files: f, path: [], value: v}]\n",
            "7:40: rewrites[0].path has an empty key",
            "write the keys with dots between them, as in variables.location"),
        appended(
            "rewrites: [{reason: r, files: f, path: p, text: t, value: v}]\n",
            "7:49: rewrites[0].text has to be a text that is not empty, and not beside a path",
            "keep one of path and text"),
        appended(
            "rewrites: [{reason: r, files: f, text: '', value: v}]\n",
            "7:40: rewrites[0].text has to be a text that is not empty, and not beside a path",
            "keep one of path and text"),
        meaningAppended(
            "rewrites: [{reason: r, files: f, path: p, value: 'x{c}'}]\n",
            "7:50: rewrites[0].value names {c}, which is no option, value or name",
            "use one of a, b, generator_version, organization, project_name (did you mean a?)"),
        // Values.
        appended(
            "values: {x: {typ: string}}\n",
            "7:19: values.x.typ is not a key of this format",
            "use one of description, type, pattern, max_length, message, default, set (did you mean"
                + " type?)"),
        appended(
            "values: {X: {}}\n",
            "7:13: values.X has a name that is not usable as a parameter",
            "use lower case letters, digits and underscores, beginning with a letter"),
        appended(
            "values: {organization: {}}\n",
            "7:24: values.organization has a name that every project has already",
            "rename it"),
        meaningAppended(
            "values: {a: {}}\n", "7:13: values.a has the name of an option", "rename the value"),
        appended(
            "values: {x: {type: text}}\n",
            "7:20: values.x.type is not a type",
            "use one of string, integer, boolean"),
        appended(
            "values: {x: {max_length: 0}}\n",
            "7:26: values.x.max_length has to be a whole number from 1",
            "write it in digits"),
        appended(
            "values: {x: {max_length: ten}}\n",
            "7:26: values.x.max_length has to be a whole number from 1",
            "write it in digits"),
        meaningAppended(
            "values: {x: {pattern: '['}}\n",
            "7:23: values.x.pattern is wrong: Unclosed character class near index 0",
            "correct it"),
        appended(
            "values: {x: {default: }}\n",
            "7:22: values.x.default has to be a text",
            "write it as one value on the line, in quotes if need be"),
        appended(
            "values: {x: {set: [{files: f}]}}\n",
            "7:20: values.x.set[0] lacks the key 'path'",
            "add 'path: …'"),
        appended(
            "values: {x: {set: [{files: f, path: p, value: v}]}}\n",
            "7:47: values.x.set[0].value is not a key of this format",
            "use one of files, path"),
        // Names.
        appended(
            "names: [{title: t, name: n, pattern: p, message: m}]\n",
            "7:9: names[0] lacks the key 'max_length'",
            "add 'max_length: …'"),
        meaningAppended(
            "names: [{title: t, name: 's{t}', pattern: p, max_length: 3, message: m}]\n",
            "7:26: names[0].name names {t}, which is no option, value or name",
            "use one of a, b, generator_version, organization, project_name (did you mean a?)"),
        // The second repository.
        appended(
            "pipeline_templates: a/b\n",
            "7:21: pipeline_templates has to be a mapping of keys to values",
            "write 'key: value' lines below it"),
        appended(
            "pipeline_templates: {repository: a/b}\n",
            "7:21: pipeline_templates lacks the key 'alias'",
            "add 'alias: …'"),
        appended(
            "pipeline_templates: {alias: a, vendored: []}\n",
            "7:21: pipeline_templates lacks the key 'repository'",
            "add 'repository: …'"),
        // The checklist.
        appended(
            "checklist: [{when: {a: b}}]\n",
            "7:13: checklist[0] lacks the key 'text'",
            "add 'text: …'"),
        meaningAppended(
            "checklist: [{text: 'see {pipeline_templates}'}]\n",
            "7:20: checklist[0].text names {pipeline_templates}, which is no option, value or name",
            "use one of a, b, generator_version, organization, project_name"));
  }

  private static Sample shape(String text, String problem, String remedy) {
    return new Sample(text, "d.yml:" + problem + "\n  " + remedy, true);
  }

  private static Sample meaning(String text, String problem, String remedy) {
    return new Sample(text, "d.yml:" + problem + "\n  " + remedy, false);
  }

  private static Sample appended(String text, String problem, String remedy) {
    return shape(GOOD + text, problem, remedy);
  }

  private static Sample meaningAppended(String text, String problem, String remedy) {
    return meaning(GOOD + text, problem, remedy);
  }
}
