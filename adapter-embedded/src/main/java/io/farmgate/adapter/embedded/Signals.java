package io.farmgate.adapter.embedded;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * {@code kill(2)}, because the JDK can signal a process but not a process group, and only a signal
 * to the group reaches a process that is forking just now.
 */
final class Signals {
  /** Asks to end. */
  static final int TERM = 15;

  /** Ends. */
  static final int KILL = 9;

  // A downcall handle is restricted because a wrong signature corrupts memory; this one is POSIX's.
  @SuppressWarnings("restricted")
  private static final MethodHandle KILL_CALL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Signals() {}

  /** Signals one process. That it is gone is no error. */
  static void toProcess(int pid, int signal) {
    send(pid, signal);
  }

  /** Signals all processes of a group. That there are none is no error. */
  static void toGroup(int group, int signal) {
    send(-group, signal);
  }

  private static void send(int target, int signal) {
    // 0, 1 and -1 would mean our own group, init, and everybody.
    if (target >= -1 && target <= 1) {
      throw new IllegalArgumentException("signal target: " + target);
    }
    try {
      int ignored = (int) KILL_CALL.invokeExact(target, signal);
    } catch (Throwable e) {
      throw new IllegalStateException("kill(2) cannot be called", e);
    }
  }
}
