package io.github.mlopsmaven.badrooms.layout;

import org.apache.velocity.VelocityContext;
import org.snakeyaml.engine.v2.api.Load;

/** A pure decision that is not pure. */
record Decision(Load load, VelocityContext context) {}
