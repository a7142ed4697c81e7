package io.github.mlopsmaven.publish;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of a host's API, as data. What only an earlier answer can tell stands in it as {@code
 * {fact}}, or {@code {#fact}} for a number; without answers it is printed so.
 *
 * @param method {@code GET}, {@code PUT}, {@code PATCH} or {@code POST}
 * @param path below the API's address, encoded, with the query
 * @param body what is sent, if anything
 * @param when the fact that has to hold for it to be made; empty for always
 * @param isLiteral whether the body is sent as it is: braces in it name no facts
 */
public record Call(
    String method,
    String path,
    Optional<JsonElement> body,
    Optional<Condition> when,
    boolean isLiteral) {

  private static final Pattern FACT = Pattern.compile("\\{(#?)([^{}]+)}");

  /**
   * That a fact has a value.
   *
   * @param fact its name
   * @param value its value
   */
  public record Condition(String fact, String value) {}

  /**
   * A call that changes nothing.
   *
   * @param path where
   */
  public static Call get(String path) {
    return new Call("GET", path, Optional.empty(), Optional.empty(), false);
  }

  /**
   * A call that sends something.
   *
   * @param method how
   * @param path where
   * @param body what
   */
  public static Call send(String method, String path, JsonElement body) {
    return new Call(method, path, Optional.of(body), Optional.empty(), false);
  }

  /**
   * The same, made only where a fact holds.
   *
   * @param fact its name
   * @param value its value
   */
  public Call onlyWhen(String fact, String value) {
    return new Call(method, path, body, Optional.of(new Condition(fact, value)), isLiteral);
  }

  /** The same, with a body that people wrote: braces in it name no facts. */
  public Call literally() {
    return new Call(method, path, body, when, true);
  }

  /** Whether sending it twice leaves what sending it once leaves. */
  public boolean repeatable() {
    return !method.equals("POST");
  }

  /**
   * A text as one part of a path.
   *
   * @param text any
   */
  public static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * The call with what is known.
   *
   * @param facts what answers told so far
   * @throws Facts.UnknownException if it needs more than that
   */
  public Call filled(Facts facts) {
    Matcher inPath = FACT.matcher(path);
    String place = inPath.replaceAll(m -> Matcher.quoteReplacement(part(facts.get(m.group(2)))));
    return new Call(
        method,
        place,
        isLiteral ? body : body.map(content -> filled(content, facts)),
        when,
        isLiteral);
  }

  private static JsonElement filled(JsonElement element, Facts facts) {
    if (element instanceof JsonObject object) {
      JsonObject copy = new JsonObject();
      object.entrySet().forEach(item -> copy.add(item.getKey(), filled(item.getValue(), facts)));
      return copy;
    }
    if (element instanceof JsonArray array) {
      JsonArray copy = new JsonArray();
      array.forEach(item -> copy.add(filled(item, facts)));
      return copy;
    }
    if (element instanceof JsonPrimitive text && text.isString()) {
      Matcher whole = FACT.matcher(text.getAsString());
      if (whole.matches() && whole.group(1).equals("#")) {
        return new JsonPrimitive(facts.number(whole.group(2)));
      }
      return new JsonPrimitive(
          FACT.matcher(text.getAsString())
              .replaceAll(m -> Matcher.quoteReplacement(facts.get(m.group(2)))));
    }
    return element;
  }
}
