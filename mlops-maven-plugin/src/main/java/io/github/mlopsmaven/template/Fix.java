package io.github.mlopsmaven.template;

/**
 * A declared edit that mends a defect which a rule of {@code mlops:verify} would report.
 *
 * @param rule the rule's id
 * @param edit what is changed, and why
 */
public record Fix(String rule, Rewrite edit) {}
