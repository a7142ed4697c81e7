package io.github.mlopsmaven.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Answers git's requests. */
interface GitBackend extends AutoCloseable {

  /** Answers one request. */
  void serve(HttpExchange exchange, Counted counted) throws IOException, InterruptedException;

  @Override
  void close();
}
