package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Header;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Receives the reply to one call, and notices a second one. */
final class Collected implements Consumer<Reply> {
  private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();

  static Collected call(NativeRpc farm, String method, byte[] request) {
    return call(farm, method, request, Duration.ofSeconds(20));
  }

  static Collected call(
      NativeRpc farm, String method, byte[] request, Duration timeout, Header... metadata) {
    Collected collected = new Collected();
    farm.call(
        new NativeRpc.Call(method, WireBytes.wrap(request), timeout, List.of(metadata)), collected);
    return collected;
  }

  @Override
  public void accept(Reply reply) {
    replies.add(reply);
  }

  Reply reply() {
    try {
      Reply reply = replies.poll(30, TimeUnit.SECONDS);
      assertThat(reply).as("a reply within 30 s").isNotNull();
      assertThat(replies).as("replies after the first").isEmpty();
      return reply;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  Reply.Answer answer() {
    Reply reply = reply();
    assertThat(reply).isInstanceOf(Reply.Answer.class);
    return (Reply.Answer) reply;
  }

  FarmFailure failure() {
    Reply reply = reply();
    assertThat(reply).isInstanceOf(Reply.Refused.class);
    return ((Reply.Refused) reply).failure();
  }

  boolean isPending() {
    return replies.isEmpty();
  }
}
