package io.github.mlopsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What the plugin's jar tells Maven and editors of its goals. */
class PluginDescriptorTest {

  /** Its source is generated, without a version. */
  private static final String GENERATED = "help";

  @Test
  void everyGoalAndParameterSaysSinceWhen() throws Exception {
    List<String> without = new ArrayList<>();
    for (Element goal : goals()) {
      String name = text(goal, "goal");
      if (name.equals(GENERATED)) {
        continue;
      }
      if (!text(goal, "since").matches("\\d+[.]\\d+[.]\\d+")) {
        without.add(name);
      }
      for (Element parameter : all(goal, "parameter")) {
        if (!text(parameter, "since").matches("\\d+[.]\\d+[.]\\d+")) {
          without.add(name + " " + text(parameter, "name"));
        }
      }
    }
    assertThat(without).isEmpty();
  }

  @Test
  void everyGoalCanBeSkippedAlone() throws Exception {
    List<String> without = new ArrayList<>();
    for (Element goal : goals()) {
      String name = text(goal, "goal");
      Set<String> properties = new TreeSet<>();
      NodeList configured = all(goal, "configuration").get(0).getChildNodes();
      for (int i = 0; i < configured.getLength(); i++) {
        properties.add(configured.item(i).getTextContent());
      }
      if (!name.equals(GENERATED)
          && !properties.containsAll(List.of("${mlops.skip}", "${mlops." + name + ".skip}"))) {
        without.add(name);
      }
    }
    assertThat(without).isEmpty();
  }

  @Test
  void anEditorKnowsWhatToDoWithEachGoal() throws Exception {
    Set<String> known = new TreeSet<>();
    for (Element goal : all(read("/META-INF/m2e/lifecycle-mapping-metadata.xml"), "goal")) {
      known.add(goal.getTextContent());
    }
    Set<String> goals = new TreeSet<>();
    goals().forEach(goal -> goals.add(text(goal, "goal")));

    assertThat(known).isEqualTo(goals);
  }

  private static List<Element> goals() throws Exception {
    return all(read("/META-INF/maven/plugin.xml"), "mojo");
  }

  private static Element read(String resource) throws Exception {
    try (InputStream in = PluginDescriptorTest.class.getResourceAsStream(resource)) {
      Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
      return document.getDocumentElement();
    }
  }

  private static List<Element> all(Element element, String name) {
    NodeList found = element.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** The text of a child, not of what lies deeper. */
  private static String text(Element element, String name) {
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        return child.getTextContent();
      }
    }
    return "";
  }
}
