package io.github.mlopsmaven.bounds;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long threads have worked. The classes of Java's management are loaded when somebody asks,
 * which work that ends soon does not.
 */
final class ProcessorTime {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ProcessorTime() {}

  /** Of a thread, in nanoseconds; negative where Java does not tell, and when it has ended. */
  static long of(Thread thread) {
    return THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled()
        ? THREADS.getThreadCpuTime(thread.getId())
        : -1;
  }
}
