/**
 * Images of hosted agents and runners: which of them are gone. Data for the rules of GitHub Actions
 * and Azure Pipelines.
 *
 * <p>Uses Gson.
 */
@NullMarked
package io.github.mlopsmaven.rules.images;

import org.jspecify.annotations.NullMarked;
