package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.domain.wire.WireBytes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.function.Consumer;

/** The gateway's own questions to a Cuebot. Cuebot has no gRPC health service. */
enum Probe {
  /** Answered from memory, in a third of a millisecond: is anybody there? */
  ALIVE("cue.CueInterface/GetSystemStats"),
  /** Answered out of the database: does it work? */
  WORKS("show.ShowInterface/GetActiveShows");

  /** How long an answer may take. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String method;

  Probe(String method) {
    this.method = method;
  }

  /** Asks, and hands over what the answer, or its lack, says. Never throws. */
  void ask(Channel channel, Consumer<Breaker.Verdict> done) {
    CallTrace trace = new CallTrace(bytes -> {});
    ClientCall<byte[], WireBytes> call =
        channel.newCall(
            Cuebot.descriptor(method),
            CallOptions.DEFAULT.withDeadlineAfter(PATIENCE).withStreamTracerFactory(trace));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(WireBytes answer) {
            answer.release();
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            done.accept(Breaker.verdict(status, trace, PATIENCE));
          }
        },
        new Metadata());
    call.request(2);
    call.sendMessage(new byte[0]);
    call.halfClose();
  }
}
