/**
 * What users read: every message in a file, so that a change shows in review, and the words that
 * none of them may use.
 */
@NullMarked
package io.github.mlopsmaven.wording;

import org.jspecify.annotations.NullMarked;
