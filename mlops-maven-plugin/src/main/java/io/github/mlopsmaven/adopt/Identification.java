package io.github.mlopsmaven.adopt;

import io.github.mlopsmaven.adopt.Fit.Fates;
import io.github.mlopsmaven.descriptor.Descriptors;
import io.github.mlopsmaven.descriptor.FormerLayouts;
import io.github.mlopsmaven.layout.Combination;
import io.github.mlopsmaven.layout.Matrix;
import io.github.mlopsmaven.layout.Plan;
import io.github.mlopsmaven.layout.Planner;
import io.github.mlopsmaven.problem.Mistakes;
import io.github.mlopsmaven.problem.MlopsException;
import io.github.mlopsmaven.problem.Suggestion;
import io.github.mlopsmaven.problem.UsageException;
import io.github.mlopsmaven.template.Descriptor;
import io.github.mlopsmaven.template.Option;
import io.github.mlopsmaven.template.Placeholders;
import io.github.mlopsmaven.template.Selection;
import io.github.mlopsmaven.template.Spelling;
import io.github.mlopsmaven.template.TemplateFile;
import io.github.mlopsmaven.template.TemplateHistory;
import io.github.mlopsmaven.template.TemplateHistory.Closest;
import io.github.mlopsmaven.template.TemplateHistory.State;
import io.github.mlopsmaven.template.TemplateSnapshot;
import io.github.mlopsmaven.template.TemplateTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the state and the selection of a template that a project's files came from. The states that
 * share the most contents are looked at; in each, every selection of every layout. What a project
 * would look like is compared with what it looks like, and the likeliest origin is taken; the
 * likeliest with another selection is told, too.
 */
final class Identification {

  /** Every state that comes into question shares nearly as much as the best one. */
  private static final int STATES = 40;

  /** In how many of them every selection is looked at. */
  private static final int THOROUGH = 3;

  /** How many selections are looked at in the others. */
  private static final int SELECTIONS = 8;

  private final TemplateHistory history;
  private final Evidence evidence;
  private final Map<String, String> options;
  private final Map<String, String> texts;
  private final Map<String, Optional<Descriptor>> descriptors = new HashMap<>();
  private int looked;
  private Predicate<Selection> likely = selection -> true;
  private final Map<Selection, Set<State>> existing = new HashMap<>();

  /** The options of all states that were looked at, each with its values. */
  private final Map<String, Set<String>> offered = new TreeMap<>();

  /**
   * Names what is compared.
   *
   * @param options what is known of the selection
   * @param texts what is known of the project: its name, values that were given
   */
  Identification(
      TemplateHistory history,
      Evidence evidence,
      Map<String, String> options,
      Map<String, String> texts) {
    this.history = history;
    this.evidence = evidence;
    this.options = Map.copyOf(options);
    this.texts = Map.copyOf(texts);
  }

  /**
   * What was found.
   *
   * @param origin the likeliest origin
   * @param rival the likeliest with another selection
   * @param ahead how much likelier the first is, as a natural logarithm
   */
  record Found(Origin origin, Optional<Origin> rival, double ahead) {

    /** Ten times as likely is beyond doubt. */
    private static final double BEYOND_DOUBT = Math.log(10);

    boolean isCertain() {
      return rival.isEmpty() || ahead >= BEYOND_DOUBT;
    }
  }

  /** Looks; empty where no selection gives any file of the project. */
  Optional<Found> find() {
    List<Closest> closest = history.closest(evidence.blobs(), STATES, evidence.at());
    List<Origin> origins = new ArrayList<>();
    for (Closest each : closest) {
      int before = origins.size();
      add(each.state(), origins);
      if (origins.size() > before && ++looked == THOROUGH) {
        likely = likely(origins);
      }
    }
    if (origins.isEmpty()) {
      return Optional.empty();
    }
    Fit known = Fit.any(origins.stream().map(Origin::fit).toList());
    Origin first = best(origins, Fates.USUAL, known);
    Fates fates = Fates.of(first.fit());
    Origin best = best(origins, fates, known);
    List<Origin> others =
        origins.stream()
            .filter(one -> !one.selection().equals(best.selection()) && existTogether(one, best))
            .toList();
    if (others.isEmpty()) {
      return Optional.of(new Found(best, Optional.empty(), 0));
    }
    Origin rival = best(others, fates, known);
    double ahead = best.fit().likelihood(fates, known) - rival.fit().likelihood(fates, known);
    if (!best.fit().explainsMoreThan(rival.fit()) && best.fit().lacksMoreThan(rival.fit())) {
      // The files that would tell one from the other are absent on both sides.
      ahead = Math.min(ahead, best.fit().aheadByAbsence(fates, rival.fit()));
    }
    return Optional.of(new Found(best, Optional.of(rival), ahead));
  }

  /**
   * Refuses choices that none of the states that were looked at offers: they would rule out what is
   * right, or would be passed over.
   *
   * @param spelling how they were given
   * @throws UsageException with all of them
   */
  void requireOffered(Spelling spelling) {
    if (offered.isEmpty()) {
      return;
    }
    Mistakes mistakes = new Mistakes();
    options.forEach(
        (name, value) -> {
          Set<String> values = offered.getOrDefault(name, Set.of());
          if (values.contains(value)) {
            return;
          }
          String given = " (" + spelling.option(name, value) + ")";
          mistakes.add(
              values.isEmpty()
                  ? new UsageException(
                      "no version of the template that this project may be from has an option "
                          + name
                          + given,
                      Suggestion.useOneOf(name, offered.keySet()))
                  : new UsageException(
                      "no version of the template that this project may be from offers "
                          + name
                          + " '"
                          + value
                          + "'"
                          + given,
                      Suggestion.useOneOf(value, values)));
        });
    mistakes.refuse("the command");
  }

  private void remember(Matrix matrix) {
    for (Option option : matrix.options()) {
      offered
          .computeIfAbsent(option.name(), any -> new TreeSet<>())
          .addAll(matrix.values(option.name(), Map.of()));
    }
  }

  /** The selections that may yet be the right one; those that are not known yet always may. */
  private Predicate<Selection> likely(List<Origin> origins) {
    Fit known = Fit.any(origins.stream().map(Origin::fit).toList());
    Map<Selection, Double> best = new HashMap<>();
    for (Origin origin : origins) {
      best.merge(origin.selection(), origin.fit().likelihood(Fates.USUAL, known), Math::max);
    }
    Set<Selection> unlikely =
        best.entrySet().stream()
            .sorted(Map.Entry.<Selection, Double>comparingByValue().reversed())
            .skip(SELECTIONS)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return selection -> !unlikely.contains(selection);
  }

  /** Where a template renamed a value, both names are one selection. */
  private boolean existTogether(Origin one, Origin other) {
    Set<State> states = existing.getOrDefault(one.selection(), Set.of());
    return states.contains(other.state())
        || existing.getOrDefault(other.selection(), Set.of()).contains(one.state());
  }

  /** The first of the likeliest: they are in the order of the states. */
  private static Origin best(List<Origin> origins, Fates fates, Fit known) {
    Origin best = origins.get(0);
    double likeliest = best.fit().likelihood(fates, known);
    for (Origin origin : origins) {
      double likelihood = origin.fit().likelihood(fates, known);
      if (likelihood > likeliest + 1e-9) {
        best = origin;
        likeliest = likelihood;
      }
    }
    return best;
  }

  private void add(State state, List<Origin> origins) {
    TemplateTree tree = history.tree(state);
    Optional<Descriptor> descriptor = descriptor(state, tree);
    descriptor.ifPresent(own -> add(state, tree, Optional.empty(), own, origins));
    for (FormerLayouts.Former former : FormerLayouts.all()) {
      if (descriptor.isEmpty() || names(descriptor.get()).containsAll(names(former.descriptor()))) {
        add(state, tree, Optional.of(former.name()), former.descriptor(), origins);
      }
    }
  }

  private static Set<String> names(Descriptor descriptor) {
    Set<String> names = new HashSet<>();
    descriptor.options().stream().map(Option::name).forEach(names::add);
    return names;
  }

  private void add(
      State state,
      TemplateTree tree,
      Optional<String> layout,
      Descriptor descriptor,
      List<Origin> origins) {
    Map<String, String> wanted = new LinkedHashMap<>(options);
    wanted.keySet().retainAll(names(descriptor));
    Planner planner = new Planner(descriptor, tree, List.of());
    Fit.Files files = new Fit.Files(evidence);
    Matrix matrix = Matrix.of(descriptor, tree);
    remember(matrix);
    for (Combination combination : matrix.matching(wanted)) {
      Selection selection = combination.selection();
      if (!likely.test(selection)) {
        continue;
      }
      existing.computeIfAbsent(selection, any -> new HashSet<>()).add(state);
      plan(planner, descriptor, selection)
          .ifPresent(
              plan -> {
                Fit fit = files.of(plan.files(), descriptor);
                if (fit.exact() + fit.moved() + fit.open() > 0) {
                  origins.add(new Origin(state, layout, descriptor, selection, plan, fit));
                }
              });
    }
  }

  /** A plan that the template cannot carry out gave no project. */
  private Optional<Plan> plan(Planner planner, Descriptor descriptor, Selection selection) {
    try {
      return Optional.of(planner.plan(selection, Placeholders.of(descriptor, selection, texts)));
    } catch (MlopsException e) {
      return Optional.empty();
    }
  }

  /** Two states with the same file have the same descriptor. */
  private Optional<Descriptor> descriptor(State state, TemplateTree tree) {
    Optional<TemplateFile> own =
        tree.directory("").files().stream()
            .filter(file -> file.path().equals(Descriptor.FILE_NAME))
            .findFirst();
    return descriptors.computeIfAbsent(
        own.map(TemplateFile::id).orElse(""),
        id -> {
          if (id.isEmpty()) {
            return Optional.of(Descriptors.convention());
          }
          try (TemplateSnapshot snapshot = history.source(state).open()) {
            return Optional.of(Descriptors.of(snapshot));
          } catch (MlopsException e) {
            // One that this version cannot read gave no project that it could look after.
            return Optional.empty();
          }
        });
  }
}
