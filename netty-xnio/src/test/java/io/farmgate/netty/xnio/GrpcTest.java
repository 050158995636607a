package io.farmgate.netty.xnio;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.undertow.Undertow;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What it is for: gRPC's client over it, to a server over Netty's own sockets. */
@Timeout(60)
final class GrpcTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private final Threads threads = new Threads();
  private Echo echo;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws IOException {
    echo = new Echo();
    channel = client(threads.first(), echo.port()).usePlaintext().build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    assertThat(channel.awaitTermination(20, SECONDS)).isTrue();
    echo.close();
    threads.close();
  }

  private static NettyChannelBuilder client(EventLoop loop, int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .directExecutor()
        .maxInboundMessageSize(Echo.MAX_BYTES)
        .eventLoopGroup(loop)
        .channelFactory(XnioEventLoops.channels());
  }

  private byte[] say(byte[] what) {
    return ClientCalls.blockingUnaryCall(
        channel, Echo.SAY, CallOptions.DEFAULT.withDeadlineAfter(20, SECONDS), what);
  }

  private StatusRuntimeException failure(CallOptions options) {
    return catchThrowableOfType(
        StatusRuntimeException.class,
        () -> ClientCalls.blockingUnaryCall(channel, Echo.NEVER, options, HELLO));
  }

  @Test
  void callShouldBeAnswered() {
    for (int i = 0; i < 100; i++) {
      assertThat(say(HELLO)).isEqualTo(HELLO);
    }
  }

  @Test
  void answerOf30MegabytesShouldComeWhole() {
    byte[] much = new byte[30 << 20];
    new Random(3).nextBytes(much);

    assertThat(say(much)).isEqualTo(much);
  }

  @Test
  void manyCallsAtOnceShouldAllBeAnswered() throws Exception {
    List<CompletableFuture<byte[]>> answers = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 500; i++) {
      byte[] mine = new byte[1 + i * 97];
      Arrays.fill(mine, (byte) i);
      answers.add(ask(mine, Thread.currentThread()));
    }
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get(20, SECONDS)).hasSize(1 + i * 97).containsOnly((byte) i);
    }
  }

  /** Asks, and notes on which thread the answer came. */
  private CompletableFuture<byte[]> ask(byte[] what, Thread... cameOn) {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    ClientCall<byte[], byte[]> call = channel.newCall(Echo.SAY, CallOptions.DEFAULT);
    ClientCalls.asyncUnaryCall(
        call,
        what,
        new StreamObserver<>() {
          @Override
          public void onNext(byte[] value) {
            cameOn[0] = Thread.currentThread();
            answer.complete(value);
          }

          @Override
          public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
          }

          @Override
          public void onCompleted() {}
        });
    return answer;
  }

  @Test
  void callOfTheLoopItselfShouldBeAnsweredOnItsThread() throws Exception {
    assertThat(say(HELLO)).isEqualTo(HELLO);
    Thread[] cameOn = new Thread[1];

    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    threads
        .first()
        .execute(() -> {
          var _ = ask(HELLO, cameOn).thenAccept(answer::complete);
        });

    assertThat(answer.get(20, SECONDS)).isEqualTo(HELLO);
    assertThat(cameOn[0]).isSameAs(threads.worker().getIoThread(0));
  }

  @Test
  void failureOfTheServerShouldBeTold() {
    StatusRuntimeException failure =
        catchThrowableOfType(StatusRuntimeException.class, () -> say(new byte[0]));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.getStatus().getDescription()).isEqualTo("nothing was said");
  }

  @Test
  void deadlineShouldEndACall() {
    StatusRuntimeException failure =
        failure(CallOptions.DEFAULT.withDeadlineAfter(50, MILLISECONDS));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(say(HELLO)).isEqualTo(HELLO);
  }

  @Test
  void cancelledCallShouldEndAtTheServerToo() throws Exception {
    ClientCall<byte[], byte[]> call = channel.newCall(Echo.NEVER, CallOptions.DEFAULT);
    ClientCalls.asyncUnaryCall(call, HELLO, new Nobody());
    assertThat(echo.arrived.await(20, SECONDS)).isTrue();

    call.cancel("nobody wants to know", null);

    assertThat(echo.cancelled.await(20, SECONDS)).isTrue();
    assertThat(say(HELLO)).isEqualTo(HELLO);
  }

  @Test
  void callsShouldGoOnWhenTheServerIsBack() throws Exception {
    assertThat(say(HELLO)).isEqualTo(HELLO);
    int port = echo.port();

    echo.close();
    assertThat(
            catchThrowableOfType(StatusRuntimeException.class, () -> say(HELLO))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    echo = new Echo(port, null);
    channel.resetConnectBackoff();

    byte[] answer =
        ClientCalls.blockingUnaryCall(
            channel,
            Echo.SAY,
            CallOptions.DEFAULT.withWaitForReady().withDeadlineAfter(20, SECONDS),
            HELLO);
    assertThat(answer).isEqualTo(HELLO);
  }

  @Test
  void serverThatFallsSilentShouldBeFoundByKeepAlive() throws Exception {
    try (Peer silent = new Peer()) {
      channel.shutdownNow();
      channel =
          client(threads.first(), silent.address().getPort())
              .usePlaintext()
              // gRPC takes no less than ten seconds for the first.
              .keepAliveTime(10, SECONDS)
              .keepAliveTimeout(200, MILLISECONDS)
              .build();
      CompletableFuture<byte[]> answer = ask(HELLO, Thread.currentThread());
      try (Socket socket = silent.accept()) {
        // The connection preface of HTTP/2, with no settings; then nothing more.
        socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});

        ExecutionException failure =
            catchThrowableOfType(ExecutionException.class, () -> answer.get(40, SECONDS));

        assertThat(Status.fromThrowable(failure.getCause()).getCode())
            .isEqualTo(Status.Code.UNAVAILABLE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SslProvider.class,
      names = {"JDK", "OPENSSL"})
  void tlsShouldWork(SslProvider provider, @TempDir Path folder) throws Exception {
    Certificate own = Certificate.make(folder);
    try (Echo secure =
        new Echo(
            0,
            GrpcSslContexts.configure(SslContextBuilder.forServer(own.key(), own.certificate()))
                .build())) {
      channel.shutdownNow();
      channel =
          client(threads.first(), secure.port())
              .sslContext(
                  GrpcSslContexts.configure(
                          SslContextBuilder.forClient().trustManager(own.certificate()), provider)
                      .build())
              .build();
      byte[] much = new byte[3 << 20];
      new Random(5).nextBytes(much);

      assertThat(say(HELLO)).isEqualTo(HELLO);
      assertThat(say(much)).isEqualTo(much);
    }
  }

  @Test
  void requestOfUndertowShouldStayOnOneThreadAllTheWay() throws Exception {
    ManagedChannel[] channels = {
      channel, client(threads.loops().all().get(1), echo.port()).usePlaintext().build()
    };
    List<String> moved = new CopyOnWriteArrayList<>();
    Undertow server =
        Undertow.builder()
            .setWorker(threads.worker())
            .addHttpListener(0, "127.0.0.1")
            .setHandler(exchange ->
                exchange.dispatch(
                    SameThreadExecutor.INSTANCE,
                    () -> {
                      Thread here = Thread.currentThread();
                      ClientCalls.asyncUnaryCall(
                          channels[threads.loops().current()].newCall(
                              Echo.SAY, CallOptions.DEFAULT),
                          HELLO,
                          new StreamObserver<byte[]>() {
                            @Override
                            public void onNext(byte[] value) {
                              if (!here.equals(Thread.currentThread())) {
                                moved.add(here + " to " + Thread.currentThread());
                              }
                              exchange.getResponseSender().send(ByteBuffer.wrap(value));
                            }

                            @Override
                            public void onError(Throwable failure) {
                              exchange.setStatusCode(500).endExchange();
                            }

                            @Override
                            public void onCompleted() {}
                          });
                    }))
            .build();
    server.start();
    try (HttpClient http = HttpClient.newHttpClient()) {
      InetSocketAddress at = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.getPort() + "/")).build();
      List<CompletableFuture<HttpResponse<String>>> answers = new CopyOnWriteArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(20, SECONDS).body()).isEqualTo("hello");
      }
    } finally {
      server.stop();
      channels[1].shutdownNow();
    }
    assertThat(moved).isEmpty();
  }

  /** Hears nothing. */
  private static final class Nobody implements StreamObserver<byte[]> {
    @Override
    public void onNext(byte[] value) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
