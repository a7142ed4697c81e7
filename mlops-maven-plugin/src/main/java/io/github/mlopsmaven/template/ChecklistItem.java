package io.github.mlopsmaven.template;

/**
 * A step that a person has to do after generation.
 *
 * @param text Markdown; {@code {name}} stands for an option, a value or a name
 * @param when the selections that need it
 */
public record ChecklistItem(String text, Condition when) {}
