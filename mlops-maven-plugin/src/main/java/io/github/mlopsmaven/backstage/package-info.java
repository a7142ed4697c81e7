/**
 * The use case behind {@code mlops:backstage}: a software template of a Backstage portal whose form
 * has the options and values of a template, and the workflow that it starts.
 *
 * <p>Uses {@code template}, {@code descriptor}, {@code layout} and {@code problem}.
 */
@NullMarked
package io.github.mlopsmaven.backstage;

import org.jspecify.annotations.NullMarked;
