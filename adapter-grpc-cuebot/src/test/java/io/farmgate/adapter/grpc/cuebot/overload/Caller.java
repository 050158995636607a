package io.farmgate.adapter.grpc.cuebot.overload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Header;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Makes a call and has its reply, and holds the answer until it lets go. */
final class Caller {
  private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();

  static Caller of(NativeRpc farm, String method, String request, Header... metadata) {
    return of(farm, method, request, Duration.ofSeconds(20), metadata);
  }

  static Caller of(
      NativeRpc farm, String method, String request, Duration timeout, Header... metadata) {
    Caller caller = new Caller();
    farm.call(
        new NativeRpc.Call(
            method,
            WireBytes.wrap(request.getBytes(UTF_8)),
            timeout,
            List.of(metadata),
            caller.held::add,
            ""),
        caller.replies::add);
    return caller;
  }

  Reply reply() {
    try {
      Reply reply = replies.poll(20, TimeUnit.SECONDS);
      assertThat(reply).as("a reply within 20 s").isNotNull();
      assertThat(replies).as("replies after the first").isEmpty();
      return reply;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String answer() {
    Reply reply = reply();
    assertThat(reply).isInstanceOf(Reply.Answer.class);
    return new String(((Reply.Answer) reply).response().array(), UTF_8);
  }

  FarmFailure failure() {
    Reply reply = reply();
    assertThat(reply).isInstanceOf(Reply.Refused.class);
    return ((Reply.Refused) reply).failure();
  }

  boolean isWaiting() {
    return replies.isEmpty();
  }

  void letGo() {
    for (Runnable end = held.poll(); end != null; end = held.poll()) {
      end.run();
    }
  }
}
