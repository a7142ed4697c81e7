package io.github.mlopsmaven.servers;

import java.util.Optional;

/**
 * What a person can change about a proxy, in the place that named it: Maven's settings, git's
 * configuration, or the JVM that runs Maven.
 */
enum ProxyWords {
  /** A proxy of {@code settings.xml}. */
  SETTINGS(
      "<proxies> in settings.xml",
      "correct <username> and <password> of the <proxy> in settings.xml",
      "add the host to <nonProxyHosts> in settings.xml"),

  /** {@code http.proxy} of git's configuration. */
  GIT(
      "http.proxy in git's configuration",
      "correct user and password in http.proxy of git's configuration",
      "type: git config --global http.{url}/.proxy \"\""),

  /** The JVM's own; Maven's settings are where to name one instead. */
  JAVA(
      "<proxies> in settings.xml",
      "name the proxy with its <username> and <password> in <proxies> of settings.xml",
      "add the host to -Dhttp.nonProxyHosts of Maven's JVM");

  private final String place;
  private final String login;
  private final String bypass;

  ProxyWords(String place, String login, String bypass) {
    this.place = place;
    this.login = login;
    this.bypass = bypass;
  }

  /** Who named the proxy of a request. */
  static ProxyWords of(GitAccess access, Optional<HttpProxy> used) {
    if (!access.proxies().isEmpty()) {
      return SETTINGS;
    }
    return used.isPresent() ? GIT : JAVA;
  }

  /** Where to look. */
  String place() {
    return place;
  }

  /** What to do about a login that the proxy does not take. */
  String login() {
    return login;
  }

  /**
   * How to reach a server without the proxy.
   *
   * @param url the origin of the server
   */
  String bypass(String url) {
    return bypass.replace("{url}", url);
  }
}
