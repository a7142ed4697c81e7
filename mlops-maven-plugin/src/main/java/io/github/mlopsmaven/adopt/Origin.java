package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.layout.Plan;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.TemplateHistory;
import java.util.Optional;

/**
 * Where a project may have come from.
 *
 * @param state the state of the template
 * @param layout where files went: empty for the layout of the template's descriptor, else the name
 *     of a former one
 * @param descriptor the descriptor with that layout
 * @param selection what was chosen
 * @param plan what it gave
 * @param fit how that is found in the project
 */
record Origin(
    TemplateHistory.State state,
    Optional<String> layout,
    Descriptor descriptor,
    Selection selection,
    Plan plan,
    Fit fit) {}
