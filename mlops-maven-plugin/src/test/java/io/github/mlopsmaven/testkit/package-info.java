/**
 * Template repositories and servers for tests, integration tests and benchmarks. Uses JGit and the
 * JDK, and nothing of JUnit, so that scripts can use it too.
 */
@NullMarked
package io.github.mlopsmaven.testkit;

import org.jspecify.annotations.NullMarked;
