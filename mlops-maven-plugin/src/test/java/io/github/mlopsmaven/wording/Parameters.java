package io.github.mlopsmaven.wording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the plugin's descriptor says about its goals and their parameters. */
final class Parameters {

  private Parameters() {}

  /** A line for each goal, and below it one for each parameter, sorted. */
  static String of(Path descriptor) throws IOException {
    Document document;
    try {
      document =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(descriptor.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(e);
    }
    Map<String, String> goals = new TreeMap<>();
    NodeList mojos = document.getElementsByTagName("mojo");
    for (int i = 0; i < mojos.getLength(); i++) {
      Element mojo = (Element) mojos.item(i);
      String goal = text(mojo, "goal");
      StringBuilder lines =
          new StringBuilder("# " + goal + "\n" + text(mojo, "description") + "\n");
      Map<String, String> parameters = new TreeMap<>();
      NodeList all = mojo.getElementsByTagName("parameter");
      for (int j = 0; j < all.getLength(); j++) {
        Element parameter = (Element) all.item(j);
        if (text(parameter, "editable").equals("true")) {
          parameters.put(text(parameter, "name"), text(parameter, "description"));
        }
      }
      parameters.forEach((name, about) -> lines.append(name + ": " + about + "\n"));
      goals.put(goal, lines.toString());
    }
    return String.join("\n", goals.values());
  }

  private static String text(Element parent, String name) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        return child.getTextContent().replaceAll("<[^>]*>", "").replaceAll("\\s+", " ").strip();
      }
    }
    return "";
  }
}
