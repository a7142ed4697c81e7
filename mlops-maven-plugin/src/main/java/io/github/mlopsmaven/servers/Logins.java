package io.github.mlopsmaven.servers;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logins of one exchange, each for one origin. The origin of the URL that the user gave gets,
 * in this order: the password in the URL, what the settings name, what {@code .netrc} has. Another
 * origin gets only a login that is meant for it. A login that was refused is not sent again: some
 * hosts lock accounts.
 */
public final class Logins {

  private final GitLocation location;
  private final GitAccess access;
  private final Map<GitHost, Optional<Credentials>> found = new ConcurrentHashMap<>();
  private final Set<GitHost> handedOut = ConcurrentHashMap.newKeySet();
  private final Set<GitHost> refused = ConcurrentHashMap.newKeySet();
  private final Set<GitHost> fromNetrc = ConcurrentHashMap.newKeySet();

  public Logins(GitLocation location, GitAccess access) {
    this.location = location;
    this.access = access;
  }

  /** Whether an origin is the one that the user named. */
  boolean isNamed(GitHost origin) {
    return origin.equals(location.host());
  }

  /** The login that is sent to an origin: one that it asked for, and did not refuse. */
  Optional<Credentials> current(GitHost origin) {
    return refused.contains(origin)
        ? Optional.empty()
        : found.getOrDefault(origin, Optional.empty());
  }

  /** Whether an origin was asked for a login before. */
  boolean isSettled(GitHost origin) {
    return found.containsKey(origin);
  }

  /** The login was sent, and is not the right one. */
  void refuse(GitHost origin) {
    refused.add(origin);
  }

  /** Looks for a login now that an origin wants one. */
  Optional<Credentials> find(GitHost origin) {
    return found.computeIfAbsent(origin, this::search);
  }

  /**
   * The login for somebody who sends it in a way of his own; once.
   *
   * @return empty if it was sent before
   */
  public Optional<Credentials> handOut(GitHost origin) {
    return found.containsKey(origin) || !handedOut.add(origin) ? Optional.empty() : search(origin);
  }

  /** Where the login of an origin was found, for a sentence that says what to correct. */
  String source(GitHost origin) {
    if (fromNetrc.contains(origin)) {
      return "for " + origin.host() + " in .netrc";
    }
    return isNamed(origin) && location.embedded().isPresent()
        ? "in the URL"
        : "of the <server> for " + origin.id() + " in settings.xml";
  }

  private Optional<Credentials> ofNetrc(GitHost origin, Optional<Credentials> login) {
    login.ifPresent(any -> fromNetrc.add(origin));
    return login;
  }

  private Optional<Credentials> search(GitHost origin) {
    if (!isNamed(origin)) {
      return access
          .lookups()
          .any()
          .apply(origin)
          .or(
              () ->
                  isSafe(origin)
                      ? ofNetrc(origin, NetRcLogins.named(access, origin))
                      : Optional.empty());
    }
    String user = location.userInfo();
    return location
        .embedded()
        .or(() -> access.lookups().named().apply(origin).map(login -> login.orUser(user)))
        .or(() -> ofNetrc(origin, NetRcLogins.find(access, origin, user)));
  }

  /**
   * Nobody on the way can have led here: {@code .netrc} knows hosts, but neither scheme nor port.
   */
  private static boolean isSafe(GitHost origin) {
    return origin.scheme().equals("https") && origin.usualPort();
  }
}
