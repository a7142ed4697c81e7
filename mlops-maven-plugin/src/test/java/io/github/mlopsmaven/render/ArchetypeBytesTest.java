package io.github.mlopsmaven.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Renders with Velocity as maven-archetype-plugin 3.4.1 sets it up, and with ours, and compares.
 * The properties below are those of plexus-velocity 2.2.1 and of archetype-common's configuration
 * of it.
 */
class ArchetypeBytesTest {

  private static final Map<String, String> CONTEXT =
      Map.of("name", "churn", "empty", "", "flag", "false", "code", "#set($x=1)$x ${y} \\$z");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a ${name} $name. $name/x ${name}-x $!name $!{name}\n",
        "${code}\n",
        "#set($a = 'x')\n$a\n  #set($b = \"${a}-$name\")  \nb: $b\n",
        "a\n#if($name == 'churn')\n  yes\n#elseif($flag)\n  no\n#else\n  neither\n#end\nb\n",
        "a\n  #if($flag == 'true')\n  yes\n  #else\n  no\n  #end\nb\n",
        "#if($empty)true#else\nfalse#end\n",
        "#if($flag)true#end\n",
        "#if($missing)true#{else}false#end\n",
        "#foreach($i in [1..3])\n  - $i $foreach.count $foreach.hasNext\n#end\nb",
        "#foreach($i in ['a', 'b'])$i#if($foreach.hasNext), #end#end\n",
        "## gone\na ## gone too\n# stays\n#Note: stays\nb #* gone *# c\n",
        "#[[## stays $missing #if]]#\n",
        "${{ inputs.x }} ${{inputs.y}} $(name) $[variables.a] $1 $@ $$ #1 $\n",
        "echo \"${#array[@]}\" ${1}\n",
        "\\$name \\${name} \\\\$name \\#if a\\#set\n",
        "\t$name\t\n\n\n  \n$name",
        "äöü 漢字 😀 $name\n",
        "\uFEFF$name\n",
        "$name.length() $name.replace('c', 'd') $name.substring(1)\n",
        "rg-$(namespace)-$(postfix) st${name}${flag}tf\n",
        "- script: |\n    #!/bin/bash\n    # $name\n    if [ $# -eq 0 ]; then exit $?; fi\n",
        "{\"a\": \"$name\", \"b\": {\"c\": [\"${name}\"]}}\n"
      })
  void archetypesAndGoalsGiveTheSameBytes(String template) throws IOException {
    Files.write(directory.resolve("x.vm"), template.getBytes(UTF_8));
    StringWriter theirs = new StringWriter();
    asArchetypesDo()
        .mergeTemplate("x.vm", "UTF-8", new VelocityContext(new HashMap<>(CONTEXT)), theirs);

    byte[] ours = new VelocityRenderer().render("x.vm", template.getBytes(UTF_8), CONTEXT);

    assertThat(new String(ours, UTF_8)).isEqualTo(theirs.toString());
  }

  private VelocityEngine asArchetypesDo() {
    Properties properties = new Properties();
    properties.setProperty("resource.loaders", "file");
    properties.setProperty(
        "resource.loader.file.class",
        "org.apache.velocity.runtime.resource.loader.FileResourceLoader");
    properties.setProperty("resource.loader.file.path", directory.toString());
    properties.setProperty("runtime.log.log_invalid_references", "false");
    properties.setProperty("resource.manager.log_when_found", "false");
    properties.setProperty(
        "event_handler.include.class",
        "org.apache.velocity.app.event.implement.IncludeRelativePath");
    properties.setProperty("velocimacro.inline.replace_global", "true");
    properties.setProperty("parser.space_gobbling", "bc");
    properties.put("introspector.conversion_handler.class", "none");
    properties.put("directive.if.empty_check", false);
    properties.put("parser.allow_hyphen_in_identifiers", true);
    properties.put("velocimacro.enable_bc_mode", true);
    properties.put("event_handler.invalid_references.quiet", "true");
    properties.put("event_handler.invalid_references.null", true);
    properties.put("event_handler.invalid_references.tested", true);
    VelocityEngine engine = new VelocityEngine();
    engine.setProperties(properties);
    engine.init();
    return engine;
  }
}
