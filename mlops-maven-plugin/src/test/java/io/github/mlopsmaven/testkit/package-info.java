/**
 * Real things for tests to talk to: a git server over HTTP, a proxy, repositories. Free of test
 * frameworks, so that integration tests and benchmarks can use them too.
 */
@NullMarked
package io.github.mlopsmaven.testkit;

import org.jspecify.annotations.NullMarked;
