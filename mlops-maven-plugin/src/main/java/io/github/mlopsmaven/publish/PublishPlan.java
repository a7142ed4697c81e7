package io.github.mlopsmaven.publish;

import java.util.List;
import java.util.Optional;

/**
 * What a request would do at a host.
 *
 * @param project what would be published
 * @param pushUrl where {@code main} would be pushed, without a login
 * @param host the host's title
 * @param address the address of its API
 * @param repository the steps before the push
 * @param pullRequest the step after it, where there is other content
 * @param settings the steps after it
 * @param checklist what would remain for a person
 * @param azure the commands for the Azure side
 */
public record PublishPlan(
    Publication project,
    String pushUrl,
    String host,
    String address,
    List<Step> repository,
    Optional<Step> pullRequest,
    List<Step> settings,
    List<String> checklist,
    List<String> azure) {

  /** Copies the lists. */
  public PublishPlan {
    repository = List.copyOf(repository);
    settings = List.copyOf(settings);
    checklist = List.copyOf(checklist);
    azure = List.copyOf(azure);
  }
}
