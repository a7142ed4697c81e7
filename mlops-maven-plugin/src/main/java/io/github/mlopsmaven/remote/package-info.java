/**
 * Hosting services: GitHub and Azure DevOps, each as the steps that make a project at home there;
 * the HTTP that both are spoken to with, and their logins.
 *
 * <p>Uses the ports of {@code publish}, {@code needs}, {@code servers}, {@code template}, {@code
 * problem}, Gson and Bouncy Castle.
 */
@NullMarked
package io.github.mlopsmaven.remote;

import org.jspecify.annotations.NullMarked;
