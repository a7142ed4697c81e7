/**
 * The nouns of a template: options, selection, descriptor, tree, origin; and the ports through
 * which templates are read.
 *
 * <p>Uses {@code problem}.
 */
@NullMarked
package io.github.mlopsmaven.template;

import org.jspecify.annotations.NullMarked;
