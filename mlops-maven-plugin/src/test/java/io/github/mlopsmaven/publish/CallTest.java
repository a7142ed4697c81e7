package io.github.mlopsmaven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sent to a host, and what is read from its answers. */
class CallTest {

  private static JsonElement json(String text) {
    return JsonParser.parseString(text);
  }

  private static Answer answer(String body) {
    return new Answer(200, json(body), Map.of());
  }

  @Test
  void whatEarlierAnswersToldIsFilledIn() {
    Facts facts = new Facts();
    facts.put("id", "17");
    facts.put("name", "a/b c$1");
    Call call =
        Call.send(
            "PUT",
            "/x/{id}/{name}",
            json(
                """
                {"id": "{#id}", "text": "{#id}", "in": "no {name}, no {id}", "list": ["{name}", 1,
                 true, null], "deep": {"a": {"b": "{id}"}}, "plain": "{}", "flag": false}"""));

    Call filled = call.onlyWhen("kind", "a").filled(facts);

    assertThat(filled.path()).isEqualTo("/x/17/a%2Fb%20c%241");
    assertThat(filled.method()).isEqualTo("PUT");
    assertThat(filled.when()).contains(new Call.Condition("kind", "a"));
    assertThat(filled.body())
        .contains(
            json(
                """
                {"id": 17, "text": 17, "in": "no a/b c$1, no 17", "list": ["a/b c$1", 1, true,
                 null], "deep": {"a": {"b": "17"}}, "plain": "{}", "flag": false}"""));
    assertThat(Call.get("/x").filled(facts)).isEqualTo(Call.get("/x"));
  }

  @Test
  void whatNobodyToldIsNotSent() {
    assertThatThrownBy(() -> Call.get("/{id}").filled(new Facts()))
        .isInstanceOf(Facts.UnknownException.class)
        .hasMessage("id is not known");
  }

  @Test
  void aCreationIsNotRepeatable() {
    assertThat(Call.send("POST", "/x", json("{}")).repeatable()).isFalse();
    assertThat(Call.send("PUT", "/x", json("{}")).repeatable()).isTrue();
    assertThat(Call.get("/x").repeatable()).isTrue();
    assertThat(Call.get("/x").method()).isEqualTo("GET");
  }

  @Test
  void onlyTwoHundredsAreSuccess() {
    for (int status : new int[] {200, 201, 204, 299}) {
      assertThat(new Answer(status, JsonNull.INSTANCE, Map.of()).ok()).isTrue();
    }
    for (int status : new int[] {100, 199, 300, 302, 404, 500}) {
      assertThat(new Answer(status, JsonNull.INSTANCE, Map.of()).ok()).isFalse();
    }
  }

  @Test
  void headersAreFoundInAnySpelling() {
    Answer answer = new Answer(200, JsonNull.INSTANCE, Map.of("Retry-After", "7"));

    assertThat(answer.header("retry-AFTER")).contains("7");
    assertThat(answer.header("X")).isEmpty();
  }

  @Test
  void aTextIsReadByItsWay() {
    Answer answer = answer("{\"a\": {\"b\": \"c\", \"n\": 7, \"l\": [1]}, \"z\": null}");

    assertThat(answer.text("a", "b")).isEqualTo("c");
    assertThat(answer.text("a", "n")).isEqualTo("7");
    assertThat(answer.text("a", "l")).isEmpty();
    assertThat(answer.text("a", "b", "c")).isEmpty();
    assertThat(answer.text("z")).isEmpty();
    assertThat(answer.text("x")).isEmpty();
    assertThat(Answer.text(json("\"t\""))).isEqualTo("t");
  }

  @Test
  void itemsAreThoseOfAListOrNone() {
    assertThat(answer("{\"value\": [1, 2]}").items("value")).hasSize(2);
    assertThat(answer("[1, 2, 3]").items("")).hasSize(3);
    assertThat(answer("{\"value\": 1}").items("value")).isEmpty();
    assertThat(answer("{}").items("value")).isEmpty();
    assertThat(answer("7").items("value")).isEmpty();
    assertThat(answer("{}").items("")).isEmpty();
  }

  @Test
  void aMessageIsOneBoundedLine() {
    assertThat(answer("{\"message\": \" a\\n b \", \"errors\": [\"c\", {\"message\": \"d\"}, 7]}"))
        .extracting(Answer::message)
        .isEqualTo("a b ; c; d; 7");
    assertThat(answer("{\"errors\": [{}, {\"message\": \"only\"}]}").message()).isEqualTo("only");
    assertThat(answer("{}").message()).isEmpty();
    assertThat(answer("{\"message\": \"" + "x".repeat(300) + "\"}").message())
        .isEqualTo("x".repeat(300));
    assertThat(answer("{\"message\": \"" + "x".repeat(301) + "\"}").message())
        .isEqualTo("x".repeat(300) + " …");
  }
}
