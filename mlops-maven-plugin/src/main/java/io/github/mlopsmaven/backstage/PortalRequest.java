package io.github.mlopsmaven.backstage;

import java.util.Optional;

/**
 * What a software template is made for.
 *
 * @param starter what it starts
 * @param owner the group or user of the portal that owns the software template
 * @param template what the workflow gives to {@code mlops:generate} as template
 * @param templateRef the branch, tag or commit of it, if one is named
 * @param allowPartial whether the form offers combinations that the template has only in part
 * @param version the version of the plugin that the workflow runs
 */
public record PortalRequest(
    Starter starter,
    Optional<String> owner,
    String template,
    Optional<String> templateRef,
    boolean allowPartial,
    String version) {}
