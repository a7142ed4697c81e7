package io.github.mlopsmaven.git;

/**
 * A server, as credentials are looked up for it.
 *
 * @param scheme {@code https}, {@code http} or {@code ssh}
 * @param host its name, in lower case
 * @param port its port, the scheme's default where the URL names none
 */
public record GitHost(String scheme, String host, int port) {}
