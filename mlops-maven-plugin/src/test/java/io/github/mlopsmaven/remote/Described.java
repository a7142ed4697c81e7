package io.github.mlopsmaven.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.report.ValidationReport;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The published descriptions of the hosts' APIs: every request that leaves has to follow them. */
final class Described {

  private final OpenApiInteractionValidator validator;

  private Described(String file, String base) {
    this.validator =
        OpenApiInteractionValidator.createForSpecificationUrl("/openapi/" + file)
            .withBasePathOverride(base)
            .build();
  }

  static Described gitHub() {
    return new Described("github.json", "/api/v3");
  }

  static Described azureDevOps() {
    return new Described("azure-devops.yml", "/");
  }

  /** What is wrong with a request. */
  List<String> problems(String method, String uri, String body, String contentType) {
    URI where = URI.create(uri);
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(Request.Method.valueOf(method), where.getRawPath());
    String query = where.getRawQuery();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equal = pair.indexOf('=');
        request.withQueryParam(
            URLDecoder.decode(pair.substring(0, equal), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equal + 1), StandardCharsets.UTF_8));
      }
    }
    if (!body.isEmpty()) {
      request.withBody(body).withContentType(contentType);
    }
    return validator.validateRequest(request.build()).getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .map(message -> method + " " + uri + " " + body + ": " + message.getMessage())
        .toList();
  }

  /** Fails on the first request that does not follow the description. */
  void check(List<io.github.mlopsmaven.testkit.FakeHost.Request> requests) {
    assertThat(requests).isNotEmpty();
    assertThat(
            requests.stream()
                .flatMap(r -> problems(r.method(), r.uri(), r.body(), r.contentType()).stream()))
        .isEmpty();
  }
}
