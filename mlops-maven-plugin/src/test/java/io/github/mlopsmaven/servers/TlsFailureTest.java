package io.github.mlopsmaven.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlopsmaven.servers.TlsFailure.Client;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Java says of a handshake that failed, and what is made of it. */
class TlsFailureTest {

  private static SSLException caused(String message, Throwable cause) {
    SSLException failure = new SSLHandshakeException(message);
    failure.initCause(cause);
    return failure;
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            caused(
                "PKIX path validation failed",
                new CertificateExpiredException("NotAfter: Tue Dec 01 2020")),
            "the certificate of git.example:8443 is not valid now",
            "check this machine's clock; if it is right, the host's operators have to renew the"
                + " certificate"),
        Arguments.of(
            caused(
                "PKIX path validation failed",
                new CertificateException("Certificate has been revoked, reason: UNSPECIFIED")),
            "the certificate of git.example:8443 was revoked",
            "ask the host's operators for a new one"),
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: certificate_expired"),
            "git.example:8443 does not accept the client certificate",
            "if it has expired or was revoked, get a new one"),
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: unknown_ca"),
            "git.example:8443 does not accept the client certificate",
            "get a new one"),
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: certificate_required"),
            "git.example:8443 requires a client certificate",
            "keyStore=FILE"),
        Arguments.of(
            new SSLHandshakeException("PKIX path building failed"),
            "no authority that is trusted here has signed the certificate of git.example:8443",
            "trustStore=FILE"),
        Arguments.of(
            new SSLException("something new"),
            "TLS handshake with git.example failed: something new",
            "trustStore=FILE"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachIsToldAsWhatItIs(SSLException failure, String problem, String remedy) {
    TlsFailure told = TlsFailure.of(failure, new GitHost("https", "git.example", 8443));

    assertThat(told.problem()).contains(problem);
    for (Client client : Client.values()) {
      assertThat(told.remedy(client, "a proxy")).contains(remedy).doesNotContain("{");
    }
    assertThat(told.remedy(Client.API, "a proxy"))
        .as("an API does not read git's configuration")
        .doesNotContain("git's configuration");
  }
}
