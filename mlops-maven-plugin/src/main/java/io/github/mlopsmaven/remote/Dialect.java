package io.github.mlopsmaven.remote;

import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.servers.Credentials;
import java.util.Map;

/** How a host wants to be spoken to. */
interface Dialect {

  /** The host's name for people. */
  String title();

  /** The address of its API, without a slash at its end. */
  String address();

  /** The parameter that {@link #address()} comes from, as it is typed. */
  String addressParameter();

  /**
   * The headers of each request.
   *
   * @param credentials the login
   */
  Map<String, String> headers(Credentials credentials);

  /** How a login is given, for people. */
  String loginRemedy();

  /**
   * An answer in the usual words of HTTP, where the host has words of its own.
   *
   * @param answer what came
   */
  default Answer understood(Answer answer) {
    return answer;
  }
}
