package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.domain.port.AnswerScope;
import java.util.ArrayList;
import java.util.List;

/** An answer's bytes are held until the client has them all, or has left. Thread-safe. */
final class CallScope implements AnswerScope {
  private final List<Runnable> tasks = new ArrayList<>();
  private boolean ended;

  @Override
  public void onEnd(Runnable task) {
    synchronized (this) {
      if (!ended) {
        tasks.add(task);
        return;
      }
    }
    task.run();
  }

  /** Runs what waits for the end; what comes later runs at once. */
  void end() {
    List<Runnable> due;
    synchronized (this) {
      ended = true;
      due = List.copyOf(tasks);
      tasks.clear();
    }
    due.forEach(Runnable::run);
  }
}
