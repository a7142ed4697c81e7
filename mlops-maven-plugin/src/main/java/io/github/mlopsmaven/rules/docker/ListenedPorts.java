package io.github.mlopsmaven.rules.docker;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ports on which the command of a container says that its server listens. */
final class ListenedPorts {

  /** Servers that take their port as an option. */
  private static final Set<String> SERVERS =
      Set.of(
          "uvicorn",
          "gunicorn",
          "hypercorn",
          "daphne",
          "flask",
          "fastapi",
          "streamlit",
          "mlflow",
          "waitress-serve",
          "tensorboard",
          "jupyter",
          "jupyter-lab",
          "http.server",
          "bentoml");

  private static final Set<String> PORT =
      Set.of("--port", "--server.port", "--ServerApp.port", "--NotebookApp.port");

  /** Servers whose {@code -p} is the port, too. */
  private static final Set<String> SHORT = Set.of("flask", "mlflow", "daphne", "bentoml");

  private static final Set<String> ADDRESS = Set.of("-b", "--bind", "--listen");

  private static final Pattern NUMBER = Pattern.compile("(?:\\S*:)?(\\d{2,5})");

  private ListenedPorts() {}

  /**
   * The ports of a command.
   *
   * @param words its words, or those of a shell line
   * @return empty where no known server is told one, or what it is told is not known
   */
  static Set<Integer> of(List<String> words) {
    Set<Integer> ports = new LinkedHashSet<>();
    String server = "";
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String name = word.substring(word.lastIndexOf('/') + 1);
      if (SERVERS.contains(name)) {
        server = name;
      } else if (!server.isEmpty()) {
        int sign = word.indexOf('=');
        String option = sign < 0 ? word : word.substring(0, sign);
        boolean isPort = PORT.contains(option) || (option.equals("-p") && SHORT.contains(server));
        if (isPort || ADDRESS.contains(option)) {
          String value =
              sign >= 0 ? word.substring(sign + 1) : i + 1 < words.size() ? words.get(i + 1) : "";
          Matcher number = NUMBER.matcher(value);
          if (!number.matches()) {
            return Set.of();
          }
          ports.add(Integer.parseInt(number.group(1)));
        }
      }
    }
    return ports;
  }

  /** The words of a command that is written as one line. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.strip().split("\\s+", -1)) {
      words.add(word.replaceAll("[\"';]", ""));
    }
    return words;
  }
}
