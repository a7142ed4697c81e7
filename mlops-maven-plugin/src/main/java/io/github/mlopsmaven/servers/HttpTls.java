package io.github.mlopsmaven.servers;

import io.github.mlopsmaven.gitconfig.GitConfiguration;
import io.github.mlopsmaven.gitconfig.GitEnvironment;
import io.github.mlopsmaven.problem.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * TLS as git's configuration has it: {@code http.sslVerify}, {@code sslCAInfo}, {@code sslCAPath},
 * {@code sslCert} and {@code sslKey}, and the variables {@code GIT_SSL_*}. The JVM's trust store
 * counts, too.
 */
final class HttpTls {

  private final GitConfiguration configuration;
  private final GitEnvironment environment;
  private final Map<Settings, SSLSocketFactory> factories = new ConcurrentHashMap<>();

  HttpTls(GitConfiguration configuration, GitEnvironment environment) {
    this.configuration = configuration;
    this.environment = environment;
  }

  private record Settings(
      boolean verify,
      Optional<String> authorities,
      Optional<String> folder,
      Optional<String> certificate,
      Optional<String> key) {

    boolean areUsual() {
      return verify && authorities.isEmpty() && folder.isEmpty() && certificate.isEmpty();
    }
  }

  /**
   * What makes the connections to a URL; one for all that have the same settings, since Java keeps
   * connections apart by it.
   *
   * @throws UsageException if a file that the configuration names cannot be used
   */
  SSLSocketFactory factory(URL url) {
    Settings settings = settings(url);
    return settings.areUsual()
        ? HttpsURLConnection.getDefaultSSLSocketFactory()
        : factories.computeIfAbsent(settings, this::make);
  }

  /** Prepares a connection. */
  void apply(HttpsURLConnection connection, SSLSocketFactory factory) {
    connection.setSSLSocketFactory(factory);
    if (!settings(connection.getURL()).verify()) {
      connection.setHostnameVerifier((host, session) -> true);
    }
  }

  private Settings settings(URL url) {
    String text = url.toString();
    boolean verify =
        environment.variable("GIT_SSL_NO_VERIFY").isEmpty()
            && configuration.httpIsOn("sslVerify", text, true);
    return new Settings(
        verify,
        setting("GIT_SSL_CAINFO", "sslCAInfo", text),
        setting("GIT_SSL_CAPATH", "sslCAPath", text),
        setting("GIT_SSL_CERT", "sslCert", text),
        setting("GIT_SSL_KEY", "sslKey", text));
  }

  private Optional<String> setting(String variable, String name, String url) {
    return environment
        .variable(variable)
        .or(() -> configuration.httpText(name, url).filter(value -> !value.isEmpty()));
  }

  private SSLSocketFactory make(Settings settings) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(settings).orElse(null), trust(settings).orElse(null), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new UsageException(
          "the TLS settings of git's configuration cannot be used: " + e.getMessage(),
          "correct http.sslCAInfo, http.sslCert and http.sslKey, or remove them");
    }
  }

  private Optional<TrustManager[]> trust(Settings settings)
      throws GeneralSecurityException, IOException {
    if (!settings.verify()) {
      return Optional.of(new TrustManager[] {new TrustAll()});
    }
    if (settings.authorities().isEmpty() && settings.folder().isEmpty()) {
      return Optional.empty();
    }
    KeyStore store = emptyStore();
    List<Path> files = new ArrayList<>();
    settings.authorities().map(this::path).ifPresent(files::add);
    if (settings.folder().isPresent()) {
      try (Stream<Path> all = Files.list(path(settings.folder().get()))) {
        all.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    int number = 0;
    for (X509Certificate certificate : javas()) {
      store.setCertificateEntry("jvm" + number++, certificate);
    }
    for (Path file : files) {
      for (Certificate certificate : certificates(file)) {
        store.setCertificateEntry("ca" + number++, certificate);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return Optional.of(trust.getTrustManagers());
  }

  /** The authorities of the JVM stay trusted: they may have been given to it for this very run. */
  private static List<X509Certificate> javas() throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init((KeyStore) null);
    return Arrays.stream(trust.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
        .toList();
  }

  private Optional<KeyManager[]> keys(Settings settings)
      throws GeneralSecurityException, IOException {
    if (settings.certificate().isEmpty()) {
      return Optional.empty();
    }
    Path certificate = path(settings.certificate().get());
    Path key = settings.key().map(this::path).orElse(certificate);
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        PrivateKeys.read(key),
        new char[0],
        certificates(certificate).toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    return Optional.of(keys.getKeyManagers());
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private Path path(String text) {
    try {
      return text.startsWith("~/") ? environment.home().resolve(text.substring(2)) : Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(
          "'" + text + "' in git's configuration is not a path", "correct http.ssl* there");
    }
  }

  /** The certificates of a file, among whatever else it holds. */
  private static List<Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<Certificate> found = new ArrayList<>();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    String begin = "-----BEGIN CERTIFICATE-----";
    String end = "-----END CERTIFICATE-----";
    for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
      int last = text.indexOf(end, at);
      if (last < 0) {
        throw new CertificateException(file + " is truncated");
      }
      byte[] one = text.substring(at, last + end.length()).getBytes(StandardCharsets.ISO_8859_1);
      found.add(factory.generateCertificate(new ByteArrayInputStream(one)));
    }
    if (found.isEmpty()) {
      throw new CertificateException(file + " has no certificate in PEM form");
    }
    return found;
  }

  /** What {@code http.sslVerify = false} asks for: an extended one, or Java checks the name too. */
  private static final class TrustAll extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      // Everybody is.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // Everybody is.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      // Everybody is.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      // Everybody is.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      // Everybody is.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      // Everybody is.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
