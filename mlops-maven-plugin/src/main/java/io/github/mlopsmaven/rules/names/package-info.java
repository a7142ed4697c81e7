/**
 * Rules about the names of Azure resources in {@code config-infra-*.yml}.
 *
 * <p>Uses {@code verify}.
 */
@NullMarked
package io.github.mlopsmaven.rules.names;

import org.jspecify.annotations.NullMarked;
