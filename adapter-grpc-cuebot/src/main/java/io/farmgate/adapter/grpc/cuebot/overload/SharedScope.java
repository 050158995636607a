package io.farmgate.adapter.grpc.cuebot.overload;

import io.farmgate.domain.port.AnswerScope;
import java.util.ArrayList;
import java.util.List;

/** An answer that several have: it is held, and counted once, until the last lets go of it. */
final class SharedScope implements AnswerScope {
  private final List<Runnable> tasks = new ArrayList<>();
  private int holders = 1;

  @Override
  public void onEnd(Runnable task) {
    synchronized (this) {
      if (holders > 0) {
        tasks.add(task);
        return;
      }
    }
    task.run();
  }

  /** Whoever has this scope has the answer, too. To be called when they have got it. */
  void heldBy(AnswerScope scope) {
    synchronized (this) {
      if (tasks.isEmpty()) {
        return;
      }
      holders++;
    }
    scope.onEnd(this::letGo);
  }

  /** One holder less; whoever makes a scope is the first. */
  void letGo() {
    List<Runnable> due;
    synchronized (this) {
      holders--;
      if (holders > 0) {
        return;
      }
      due = List.copyOf(tasks);
      tasks.clear();
    }
    due.forEach(Runnable::run);
  }
}
