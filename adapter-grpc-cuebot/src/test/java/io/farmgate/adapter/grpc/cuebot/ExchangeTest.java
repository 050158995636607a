package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Outcome;
import io.farmgate.domain.port.NativeRpc.Call;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.grpc.CallOptions;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an attempt says of itself, and what it then does. */
final class ExchangeTest {
  private static final String KILL = "job.JobInterface/Kill";

  private final List<Reply> replies = new ArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Link link =
      Link.open(
          new Reach("127.0.0.1:1", new Breaker("a", true, GuardRecorder.NONE)),
          ExchangeTest::channel,
          timer);
  private final Exchange exchange =
      new Exchange(
          new Call(KILL, WireBytes.EMPTY, Duration.ofSeconds(1), List.of()),
          Duration.ofSeconds(1),
          1 << 20,
          new Outcome.Unknown(Optional.of("job.JobInterface/GetJob")),
          Honesty.NONE,
          (attempt, reply) -> replies.add(reply));

  @AfterEach
  void stop() {
    link.close();
    timer.shutdownNow();
  }

  private static ManagedChannel channel() {
    return NettyChannelBuilder.forTarget("127.0.0.1:1", InsecureChannelCredentials.create())
        .build();
  }

  @Test
  void whatIsSaidNotToBeSentShouldNotBeSentAfterwards() {
    exchange.late();

    assertThat(replies).singleElement().isInstanceOf(Reply.Refused.class);
    FarmFailure said = ((Reply.Refused) replies.getFirst()).failure();
    assertThat(said)
        .isInstanceOfSatisfying(
            FarmFailure.TimedOut.class,
            late -> assertThat(late.outcome()).isEqualTo(Outcome.NOT_DONE));
    assertThat(goesOut()).isFalse();
    assertThat(link.inFlight()).isZero();
  }

  @Test
  void callThatIsOutShouldBeCountedUntilItsCallerIsTold() {
    assertThat(goesOut()).isTrue();
    assertThat(link.inFlight()).isEqualTo(1);

    exchange.refuse(new FarmFailure.Unavailable("gone"));

    assertThat(link.inFlight()).isZero();
  }

  @Test
  void callThatMeetsABreakingConnectionShouldBeOneThatFoundNoFarm() {
    assertThat(goesOut()).isTrue();

    exchange.onClose(
        Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException()),
        new Metadata());

    assertThat(replies)
        .singleElement()
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            no -> assertThat(no.failure()).isInstanceOf(FarmFailure.Unavailable.class));
    assertThat(exchange.end()).isNotEqualTo(Retries.End.FINAL);
  }

  private boolean goesOut() {
    return exchange.goesOut(
        link,
        link.channel().newCall(Cuebot.descriptor(KILL), CallOptions.DEFAULT),
        new AnswerMeter(
            new AnswerBudget(1 << 20), new AnswerSizes(), KILL, Runnable::run, /* share= */ null));
  }
}
