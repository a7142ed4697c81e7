package io.github.mlopsmaven.remote;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.publish.HostConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The API of a host in memory. It knows nothing and takes everything, but for what a test has it
 * answer; and it keeps what it is sent.
 */
final class MemoryApi implements HostConnection {

  private static final Gson COMPACT =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> sent = new ArrayList<>();

  /**
   * Says how a request is answered. Of several answers to one request the last stays.
   *
   * @param request as in {@code GET /user}
   * @param status the HTTP status
   * @param json with {@code '} for quotes
   */
  MemoryApi answers(String request, int status, String json) {
    return answers(
        request, new Answer(status, JsonParser.parseString(json.replace('\'', '"')), Map.of()));
  }

  MemoryApi answers(String request, Answer answer) {
    answers.computeIfAbsent(request, any -> new ArrayDeque<>()).add(answer);
    return this;
  }

  @Override
  public Answer send(Call call) {
    String request = call.method() + " " + call.path();
    Deque<Answer> known = answers.getOrDefault(request, new ArrayDeque<>());
    Answer answer =
        known.size() > 1
            ? known.remove()
            : known.stream()
                .findFirst()
                .orElseGet(
                    () ->
                        new Answer(
                            call.method().equals("GET") ? 404 : 201,
                            JsonParser.parseString("{}"),
                            Map.of()));
    String body =
        call.body()
            .map(COMPACT::toJson)
            .map(text -> " " + text.replaceAll("(\"encrypted_value\":)\"[^\"]{40,}\"", "$1SEALED"))
            .orElse("");
    sent.add(request + body + " -> " + answer.status());
    return answer;
  }

  @Override
  public String address() {
    return "https://api.example";
  }

  /** Every request so far, with the status that it was answered with. */
  List<String> sent() {
    return sent;
  }
}
