/** What the rules know as data: files beside the class that reads them. */
@NullMarked
package io.github.mlopsmaven.rules.data;

import org.jspecify.annotations.NullMarked;
