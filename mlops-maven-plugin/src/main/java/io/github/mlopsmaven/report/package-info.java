/**
 * Reports in formats that other programs define: SARIF for code scanning services, JUnit XML for
 * build servers. What is reported is the use cases' business.
 *
 * <p>Uses Gson.
 */
@NullMarked
package io.github.mlopsmaven.report;

import org.jspecify.annotations.NullMarked;
