/**
 * The use case behind {@code mlops:fleet}: the state of many repositories, and an update with a
 * pull request for each that is behind. Nothing is checked out; one repository that fails is a row,
 * and not the end.
 *
 * <p>Uses {@code status} and {@code update} for one project, {@code io} for what {@code
 * .gitattributes} say, and Gson.
 */
@NullMarked
package io.github.mlopsmaven.fleet;

import org.jspecify.annotations.NullMarked;
