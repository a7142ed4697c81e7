package io.github.mlopsmaven.template;

/**
 * A piece that a project needs to be complete, made of layout rules.
 *
 * @param name how layout rules refer to it
 * @param title what it is, for people, as in {@code pipelines that train and deploy}
 * @param core whether a selection without it does not exist at all; without another part the
 *     selection exists in part only
 * @param when the selections that need it; others do without
 */
public record Part(String name, String title, boolean core, Condition when) {}
