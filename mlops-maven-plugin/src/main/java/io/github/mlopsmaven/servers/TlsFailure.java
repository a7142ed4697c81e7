package io.github.mlopsmaven.servers;

import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Why there is no TLS with a server, in words: a table, of which the first row that fits counts.
 */
public final class TlsFailure {

  /** Who is asked over TLS: they are set up in different places. */
  public enum Client {
    /** Git. */
    GIT(
        "name the authority's file in http.sslCAInfo of git's configuration, or give Maven's JVM a"
            + " trust store that has it: MAVEN_OPTS=-Djavax.net.ssl.trustStore=FILE",
        "set http.{url}/.sslCert and http.{url}/.sslKey in git's configuration, or start Maven with"
            + " MAVEN_OPTS=-Djavax.net.ssl.keyStore=FILE"),
    /** An API. */
    API(
        "give Maven's JVM a trust store that has it: MAVEN_OPTS=-Djavax.net.ssl.trustStore=FILE",
        "start Maven with MAVEN_OPTS=-Djavax.net.ssl.keyStore=FILE");

    private final String trust;
    private final String certificate;

    Client(String trust, String certificate) {
      this.trust = trust;
      this.certificate = certificate;
    }
  }

  /** What JSSE says, what that means, and what to do. */
  private record Row(String words, String problem, String remedy) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "(?i)fatal alert: (certificate_(expired|revoked|unknown)|unknown_ca)",
              "{origin} does not accept the client certificate: {said}",
              "if it has expired or was revoked, get a new one; {certificate}"),
          new Row(
              "(?i)revoked",
              "the certificate of {origin} was revoked",
              "ask the host's operators for a new one"),
          new Row(
              "(?i)no subject alternative|no name matching",
              "the certificate of {origin} is for another name: {said}",
              "write the host in the URL as the certificate has it, or ask the host's operators"),
          new Row(
              "(?i)validity check failed|notafter|notbefore|expired",
              "the certificate of {origin} is not valid now: {said}",
              "check this machine's clock; if it is right, the host's operators have to renew the"
                  + " certificate"),
          new Row(
              "(?i)pkix path|certpath|unable to find valid certification path|trustanchors",
              "TLS handshake with {host} failed: no authority that is trusted here"
                  + " has signed the certificate of {origin}",
              "if its certificate comes from a private authority, {trust}"),
          new Row(
              "(?i)unsupported or unrecognized ssl message",
              "{origin} does not speak TLS at this port",
              "correct the port in the URL, or write http:// if that is meant"),
          new Row(
              "(?i)certificate_required|bad_certificate",
              "{origin} requires a client certificate",
              "{certificate}"),
          new Row(
              "(?i)protocol_version|no appropriate protocol|handshake_failure",
              "{origin} and this JVM have no version or cipher of TLS in common: {said}",
              "use a newer JDK, or ask the host's operators"),
          new Row(
              "(?i)terminated the handshake|connection during handshake|closed during handshake",
              "{origin} ends the connection instead of speaking TLS",
              "check the URL's host and port, and {proxies}"),
          new Row(
              "",
              "TLS handshake with {host} failed: {said}",
              "if its certificate comes from a private authority, {trust}"));

  private final Row row;
  private final GitHost origin;
  private final String said;

  private TlsFailure(Row row, GitHost origin, String said) {
    this.row = row;
    this.origin = origin;
    this.said = said;
  }

  /**
   * Reads a failure.
   *
   * @param failure what Java says, with its causes
   * @param origin who was asked
   */
  public static TlsFailure of(SSLException failure, GitHost origin) {
    StringBuilder all = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      all.append(t).append('\n');
    }
    Row row =
        ROWS.stream()
            .filter(candidate -> Pattern.compile(candidate.words()).matcher(all).find())
            .findFirst()
            .orElseThrow();
    return new TlsFailure(row, origin, HttpFailures.said(String.valueOf(failure.getMessage())));
  }

  /** What is wrong. */
  public String problem() {
    return row.problem()
        .replace("{host}", origin.host())
        .replace("{origin}", origin.id())
        .replace("{said}", said);
  }

  /**
   * What to do.
   *
   * @param client who asked
   * @param proxies where proxies are set
   */
  public String remedy(Client client, String proxies) {
    return row.remedy()
        .replace("{trust}", client.trust)
        .replace("{certificate}", client.certificate)
        .replace("{url}", origin.url())
        .replace("{proxies}", proxies);
  }
}
