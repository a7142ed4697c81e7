package io.github.mlopsmaven.mojo;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The plugin's descriptor, as the build wrote it. */
final class WrittenDescriptor {

  private WrittenDescriptor() {}

  /** Goal to its parameters that a user may give: name to all that the descriptor says of it. */
  static Map<String, Map<String, String>> goals() {
    Map<String, Map<String, String>> goals = new TreeMap<>();
    try (InputStream in =
        WrittenDescriptor.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      for (Element mojo :
          all(
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(in)
                  .getDocumentElement(),
              "mojo")) {
        Map<String, String> parameters = new TreeMap<>();
        for (Element parameter : all(mojo, "parameter")) {
          if (text(parameter, "editable").equals("true")) {
            parameters.put(text(parameter, "name"), parameter.getTextContent().strip());
          }
        }
        goals.put(text(mojo, "goal"), parameters);
      }
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(e);
    }
    return goals;
  }

  /** The names of a goal's parameters that a user may give. */
  static Set<String> parameters(String goal) {
    return goals().getOrDefault(goal, Map.of()).keySet();
  }

  private static List<Element> all(Element below, String name) {
    NodeList nodes = below.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static String text(Element element, String name) {
    return all(element, name).get(0).getTextContent();
  }
}
