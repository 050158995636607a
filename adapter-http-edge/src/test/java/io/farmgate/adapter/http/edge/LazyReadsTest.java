package io.farmgate.adapter.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceChannelWrappingConduit;
import org.xnio.conduits.StreamSourceConduit;

/** What a socket is told, and what it tells. */
class LazyReadsTest {
  private final List<String> told = new ArrayList<>();
  private final Socket socket = new Socket();
  private final LazyReads reads = new LazyReads(socket, new Told("ready"));

  @Test
  void aPauseInWhichNothingComesIsNotToldToTheSocket() {
    reads.resumeReads();
    reads.suspendReads();
    reads.resumeReads();

    assertThat(told).containsExactly("resume", "resume");
    assertThat(reads.isReadResumed()).isTrue();
  }

  @Test
  void whatComesWhileNobodyWantsItStopsTheSocketAndGoesToNobody() {
    reads.resumeReads();
    reads.suspendReads();
    told.clear();

    assertThat(reads.isReadResumed()).isFalse();
    socket.tells().readReady();
    assertThat(told).containsExactly("suspend");

    reads.resumeReads();
    socket.tells().readReady();
    assertThat(told).containsExactly("suspend", "resume", "ready");
  }

  @Test
  void whatIsWantedAgainWhileTheSocketIsStoppedIsListenedTo() {
    reads.resumeReads();
    reads.suspendReads();
    told.clear();
    socket.justBeforeItStops = reads::resumeReads;

    socket.tells().readReady();

    assertThat(told).containsExactly("resume", "suspend", "resume");
    assertThat(reads.isReadResumed()).isTrue();
  }

  @Test
  void whatIsWokenIsWanted() {
    reads.wakeupReads();
    socket.tells().readReady();

    assertThat(told).containsExactly("wakeup", "ready");
  }

  @Test
  void aClosedSocketIsNotListenedTo() {
    reads.resumeReads();
    socket.suspendReads();

    assertThat(reads.isReadResumed()).isFalse();
  }

  @Test
  void endsAreToldAlways() {
    socket.tells().terminated();
    socket.tells().forceTermination();

    assertThat(told).containsExactly("terminated", "forced");
  }

  @Test
  void anotherHandlerTakesTheFirstOnesPlace() {
    reads.setReadReadyHandler(new Told("another"));
    reads.resumeReads();
    socket.tells().readReady();

    assertThat(told).containsExactly("resume", "another");
  }

  private final class Told implements ReadReadyHandler {
    private final String ready;

    private Told(String ready) {
      this.ready = ready;
    }

    @Override
    public void readReady() {
      told.add(ready);
    }

    @Override
    public void forceTermination() {
      told.add("forced");
    }

    @Override
    public void terminated() {
      told.add("terminated");
    }
  }

  /** As XNIO's, which tells of what is there for as long as it is resumed. */
  private final class Socket extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private @Nullable ReadReadyHandler handler;
    private boolean resumed;
    private Runnable justBeforeItStops = () -> {};

    private Socket() {
      // Over nothing: all that is called here is below.
      super(new StreamSourceChannelWrappingConduit(null));
    }

    private ReadReadyHandler tells() {
      if (handler == null) {
        throw new IllegalStateException("nobody listens");
      }
      return handler;
    }

    @Override
    public void setReadReadyHandler(ReadReadyHandler handler) {
      this.handler = handler;
    }

    @Override
    public void resumeReads() {
      told.add("resume");
      resumed = true;
    }

    @Override
    public void suspendReads() {
      justBeforeItStops.run();
      told.add("suspend");
      resumed = false;
    }

    @Override
    public void wakeupReads() {
      told.add("wakeup");
      resumed = true;
    }

    @Override
    public boolean isReadResumed() {
      return resumed;
    }
  }
}
