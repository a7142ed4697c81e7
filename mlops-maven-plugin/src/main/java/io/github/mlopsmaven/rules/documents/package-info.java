/**
 * Rules about documents and development containers: links, headings and files that they name and
 * that are missing.
 *
 * <p>Uses {@code problem}, {@code template} and {@code verify}.
 */
@NullMarked
package io.github.mlopsmaven.rules.documents;

import org.jspecify.annotations.NullMarked;
