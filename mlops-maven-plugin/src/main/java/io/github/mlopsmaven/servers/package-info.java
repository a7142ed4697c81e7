/**
 * How servers are reached: what places and origins are, logins for them, proxies, TLS, time limits,
 * and the HTTP session, with what answers and failures mean. Nothing of git's protocol.
 *
 * <p>Uses {@code bounds}, {@code problem}, {@code gitconfig}, and of {@code ssh} its settings.
 */
@NullMarked
package io.github.mlopsmaven.servers;

import org.jspecify.annotations.NullMarked;
