package io.github.mlopsmaven.publish;

/** Publishes for ever, until its process is told to end. */
final class StoppedChild {

  private StoppedChild() {}

  /** Says that it has begun, then waits; with an argument, it has published everything. */
  public static void main(String[] arguments) throws InterruptedException {
    try (Unfinished unfinished = Unfinished.say("mvn mlops:publish AGAIN")) {
      if (arguments.length > 0) {
        unfinished.done();
        return;
      }
      System.out.println("begun");
      Thread.sleep(60_000);
    }
  }
}
