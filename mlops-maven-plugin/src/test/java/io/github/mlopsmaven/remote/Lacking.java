package io.github.mlopsmaven.remote;

import com.google.gson.JsonNull;
import io.github.mlopsmaven.publish.Answer;
import io.github.mlopsmaven.publish.Call;
import io.github.mlopsmaven.publish.Host;
import io.github.mlopsmaven.publish.HostConnection;
import java.util.Map;

/** A host whose token may not change some things. */
final class Lacking extends HostAround {

  private final String part;

  Lacking(Host host, String part) {
    super(host);
    this.part = part;
  }

  @Override
  public HostConnection connection() {
    HostConnection real = super.connection();
    return new HostConnection() {
      @Override
      public Answer send(Call call) {
        return call.path().contains(part) && !call.method().equals("GET")
            ? new Answer(
                403,
                JsonNull.INSTANCE,
                Map.of("X-Accepted-OAuth-Scopes", "repo", "X-OAuth-Scopes", "public_repo"))
            : real.send(call);
      }

      @Override
      public String address() {
        return real.address();
      }
    };
  }
}
