package io.github.mlopsmaven.publish;

import io.github.mlopsmaven.problem.UsageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A host whose answers a test writes down, and which keeps what it is told. */
final class TestHost implements Host, HostConnection {

  /** An answer, or that none came. */
  interface Reply {
    Answer reply();
  }

  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<Call> calls = new ArrayList<>();
  private List<Step> repository = List.of();
  private List<Step> settings = List.of();
  private List<String> checklist = List.of();
  private List<String> azure = List.of();
  private Optional<String> lacking = Optional.empty();
  private boolean isRefusing;

  /** Adds answers, in their order. */
  TestHost answers(Answer... answers) {
    for (Answer answer : answers) {
      replies.add(() -> answer);
    }
    return this;
  }

  /** Adds that no answer comes. */
  TestHost silent(RuntimeException failure) {
    replies.add(
        () -> {
          throw failure;
        });
    return this;
  }

  TestHost has(List<Step> before, List<Step> after) {
    repository = before;
    settings = after;
    return this;
  }

  TestHost leaves(List<String> items, List<String> commands) {
    checklist = items;
    azure = commands;
    return this;
  }

  TestHost lacks(String what) {
    lacking = Optional.of(what);
    return this;
  }

  TestHost refuses() {
    isRefusing = true;
    return this;
  }

  /** What was sent, as in {@code GET /a}. */
  List<String> calls() {
    return calls.stream()
        .map(
            call ->
                call.method() + " " + call.path() + call.body().map(body -> " " + body).orElse(""))
        .toList();
  }

  @Override
  public Answer send(Call call) {
    calls.add(call);
    return replies.remove().reply();
  }

  @Override
  public String address() {
    return "https://host.example/api";
  }

  @Override
  public String title() {
    return "Testhub";
  }

  @Override
  public HostConnection connection() {
    return this;
  }

  @Override
  public List<Step> repository(Publication project) {
    return repository;
  }

  @Override
  public String pushUrl(Publication project) {
    return "https://ada:s3cret@host.example/" + project.owner() + "/" + project.name();
  }

  @Override
  public String page(Publication project) {
    return "https://host.example/" + project.name();
  }

  @Override
  public Step pullRequest(Publication project, String branch, String base) {
    return Step.of("pull request", Call.get("/pulls/" + branch + "/" + base));
  }

  @Override
  public List<Step> updateRequest(Publication project, PullRequest request) {
    return List.of();
  }

  @Override
  public List<Step> pushing(Publication project, Collection<String> paths) {
    return List.of();
  }

  @Override
  public List<Step> settings(Publication project, boolean onMain) {
    return onMain ? settings : List.of();
  }

  @Override
  public List<String> checklist(Publication project) {
    return checklist;
  }

  @Override
  public List<String> azureCommands(Publication project) {
    return azure;
  }

  @Override
  public Optional<String> lacking(Answer answer) {
    return lacking;
  }

  @Override
  public String loginRemedy() {
    return "set TESTHUB_TOKEN";
  }

  @Override
  public void check(Publication project) {
    if (isRefusing) {
      throw new UsageException("Testhub takes no " + project.name(), "take another name");
    }
  }
}
