package io.farmgate.adapter.http.edge;

import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Undertow listens to a connection between requests only, so for each request the system is told to
 * stop and to begin again, and mostly nothing comes in between. Here it is told to stop when
 * something has come that nobody wants yet.
 *
 * <p>Only over a socket itself: what has bytes of its own, as TLS has, may have some that no event
 * tells of.
 */
final class LazyReads extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private volatile boolean wanted;

  /**
   * Creates one.
   *
   * @param ready called when there is something to read and it is wanted
   */
  LazyReads(StreamSourceConduit socket, ReadReadyHandler ready) {
    super(socket);
    setReadReadyHandler(ready);
  }

  @Override
  public void setReadReadyHandler(ReadReadyHandler ready) {
    next.setReadReadyHandler(
        new ReadReadyHandler() {
          @Override
          public void readReady() {
            if (wanted) {
              ready.readReady();
              return;
            }
            next.suspendReads();
            if (wanted) {
              // Another thread asked for it in between.
              next.resumeReads();
            }
          }

          @Override
          public void forceTermination() {
            ready.forceTermination();
          }

          @Override
          public void terminated() {
            ready.terminated();
          }
        });
  }

  @Override
  public void resumeReads() {
    wanted = true;
    next.resumeReads();
  }

  @Override
  public void suspendReads() {
    wanted = false;
  }

  @Override
  public void wakeupReads() {
    wanted = true;
    next.wakeupReads();
  }

  @Override
  public boolean isReadResumed() {
    return wanted && next.isReadResumed();
  }
}
