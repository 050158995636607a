package io.farmgate.netty.xnio;

import static io.farmgate.netty.xnio.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.ConnectTimeoutException;
import io.grpc.netty.shaded.io.netty.channel.FixedRecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for a connection, against real sockets. */
final class XnioSocketChannelTest {
  private final Threads threads = new Threads();
  private final Seen seen = new Seen();
  private Peer peer;

  @BeforeEach
  void listen() throws IOException {
    peer = new Peer();
  }

  @AfterEach
  void stop() throws Exception {
    threads.close();
    peer.close();
  }

  private Channel connect() throws InterruptedException {
    return threads.client(seen).connect(peer.address()).sync().channel();
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Test
  void whatIsSentShouldArriveAndTheAnswerToo() throws Exception {
    peer.echo();
    Channel channel = connect();

    var _ = channel.writeAndFlush(text("hello")).sync();

    eventually("the echo is here", () -> seen.count() == 5);
    assertThat(seen.text()).isEqualTo("hello");
    assertThat(seen.threads).containsOnly(threads.worker().getIoThread(0));
  }

  @Test
  void manyBuffersShouldArriveInOrder() throws Exception {
    peer.echo();
    Channel channel = connect();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      String part = i % 7 == 0 ? "" : "part " + i + "\n";
      all.append(part);
      ByteBuf bytes = text(part);
      var _ = channel.write(i % 3 == 0 ? Unpooled.directBuffer().writeBytes(bytes) : bytes);
    }
    channel.flush();

    eventually("all of it is here", () -> seen.count() == all.length());
    assertThat(seen.text()).isEqualTo(all.toString());
  }

  @Test
  void emptyBufferShouldBeWrittenToo() throws Exception {
    peer.echo();
    Channel channel = connect();

    assertThat(channel.writeAndFlush(Unpooled.EMPTY_BUFFER).await(20, SECONDS)).isTrue();
    var _ = channel.writeAndFlush(text("after")).sync();

    eventually("the echo is here", () -> seen.count() == 5);
  }

  @Test
  void largeWriteShouldArriveWholeAlthoughThePeerIsSlow() throws Exception {
    byte[] bytes = random(32 << 20);
    Channel channel =
        threads
            .client(seen)
            .option(ChannelOption.SO_SNDBUF, 64 << 10)
            .connect(peer.address())
            .sync()
            .channel();
    ChannelFuture written = channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));

    try (Socket socket = peer.accept()) {
      eventually("it takes no more", () -> !channel.isWritable());
      assertThat(written.isDone()).isFalse();
      assertThat(socket.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
    }
    assertThat(written.await(20, SECONDS)).isTrue();
    assertThat(written.isSuccess()).isTrue();
  }

  @Test
  void channelShouldSayWhenItIsFullAndWhenThereIsRoomAgain() throws Exception {
    Channel channel =
        threads
            .client(seen)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1000, 2000))
            .connect(peer.address())
            .sync()
            .channel();
    int written = 0;
    while (channel.isWritable() || written < 16 << 20) {
      var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1 << 20]));
      written += 1 << 20;
    }

    try (Socket socket = peer.accept()) {
      assertThat(socket.getInputStream().readNBytes(written)).hasSize(written);
      eventually("it has room", channel::isWritable);
    }
    assertThat(seen.events).containsSubsequence("full", "writable");
  }

  @Test
  void endOfThePeerShouldCloseIt() throws Exception {
    Channel channel = connect();
    try (Socket socket = peer.accept()) {
      Peer.say(socket, "bye");
    }

    assertThat(channel.closeFuture().await(20, SECONDS)).isTrue();
    eventually("all is told", () -> seen.events.contains("unregistered"));
    assertThat(seen.text()).isEqualTo("bye");
    assertThat(seen.events).containsExactly("active", "inactive", "unregistered");
    assertThat(seen.failures).isEmpty();
  }

  @Test
  void resetShouldCloseItWithTheReason() throws Exception {
    Channel channel = connect();
    try (Socket socket = peer.accept()) {
      socket.setSoLinger(true, 0);
    }

    assertThat(channel.closeFuture().await(20, SECONDS)).isTrue();
    eventually("all is told", () -> seen.events.contains("unregistered"));
    assertThat(seen.failures).singleElement().isInstanceOf(IOException.class);
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void writeToAPeerThatIsGoneShouldFailAndCloseIt() throws Exception {
    Channel channel =
        threads
            .client(seen)
            .option(ChannelOption.AUTO_READ, false)
            .connect(peer.address())
            .sync()
            .channel();
    try (Socket socket = peer.accept()) {
      socket.setSoLinger(true, 0);
    }

    eventually(
        "a write fails",
        () -> channel.writeAndFlush(text("x")).awaitUninterruptibly().cause() != null);
    assertThat(channel.closeFuture().await(20, SECONDS)).isTrue();
  }

  @Test
  void refusedConnectionShouldFailAndCloseIt() throws Exception {
    InetSocketAddress nobody = peer.address();
    peer.close();

    ChannelFuture attempt = threads.client(seen).connect(nobody);

    assertThat(attempt.await(20, SECONDS)).isTrue();
    assertThat(attempt.cause()).isInstanceOf(ConnectException.class);
    assertThat(attempt.cause()).hasMessageContaining(String.valueOf(nobody.getPort()));
    assertThat(attempt.channel().closeFuture().await(20, SECONDS)).isTrue();
    assertThat(seen.events).doesNotContain("active");
  }

  @Test
  void attemptShouldEndWhenItsTimeIsOver() throws Exception {
    try (SilentPort port = new SilentPort()) {
      ChannelFuture attempt =
          threads
              .client(seen)
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 100)
              .connect(port.address());

      assertThat(attempt.await(20, SECONDS)).isTrue();
      assertThat(attempt.cause()).isInstanceOf(ConnectTimeoutException.class);
      assertThat(attempt.channel().closeFuture().await(20, SECONDS)).isTrue();
    }
  }

  @Test
  void cancelledAttemptShouldCloseIt() throws Exception {
    try (SilentPort port = new SilentPort()) {
      ChannelFuture attempt = threads.client(seen).connect(port.address());
      threads.first().submit(() -> {}).get(20, SECONDS);

      assertThat(attempt.cancel(false)).isTrue();

      assertThat(attempt.channel().closeFuture().await(20, SECONDS)).isTrue();
    }
  }

  @Test
  void closeShouldEndAnAttempt() throws Exception {
    try (SilentPort port = new SilentPort()) {
      ChannelFuture attempt = threads.client(seen).connect(port.address());
      threads.first().submit(() -> {}).get(20, SECONDS);

      var _ = attempt.channel().close().sync();

      assertThat(attempt.await(20, SECONDS)).isTrue();
      assertThat(attempt.cause()).isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void nameThatNobodyHasLookedUpShouldBeRefused() throws Exception {
    Bootstrap client = threads.client(seen).disableResolver();

    ChannelFuture attempt = client.connect(InetSocketAddress.createUnresolved("localhost", 9));

    assertThat(attempt.await(20, SECONDS)).isTrue();
    assertThat(attempt.cause()).isInstanceOf(UnresolvedAddressException.class);
  }

  @Test
  void connectedChannelShouldNotConnectAgain() throws Exception {
    Channel channel = connect();

    ChannelFuture again = channel.connect(peer.address());

    assertThat(again.await(20, SECONDS)).isTrue();
    assertThat(again.cause()).isInstanceOf(AlreadyConnectedException.class);
    assertThat(channel.isActive()).isTrue();
  }

  @Test
  void nothingShouldBeReadBeforeSomebodyAsks() throws Exception {
    Channel channel =
        threads
            .client(seen)
            .option(ChannelOption.AUTO_READ, false)
            .connect(peer.address())
            .sync()
            .channel();
    try (Socket socket = peer.accept()) {
      Peer.say(socket, "one");
      // The loop has had its chance.
      assertLoopTurns();
      assertThat(seen.count()).isZero();

      channel.read();
      eventually("it is read", () -> seen.text().equals("one"));

      Peer.say(socket, "two");
      assertLoopTurns();
      assertThat(seen.text()).isEqualTo("one");
      channel.config().setAutoRead(true);
      eventually("it is read", () -> seen.text().equals("onetwo"));

      channel.config().setAutoRead(false);
      threads.first().submit(() -> {}).get(20, SECONDS);
      Peer.say(socket, "three");
      assertLoopTurns();
      assertThat(seen.text()).isEqualTo("onetwo");
    }
  }

  /** Another connection of the same loop gets an answer, after what was there before. */
  private void assertLoopTurns() throws Exception {
    try (Peer other = new Peer()) {
      other.echo();
      Seen answer = new Seen();
      Channel channel = threads.client(answer).connect(other.address()).sync().channel();
      var _ = channel.writeAndFlush(text("turn")).sync();
      eventually("the loop turns", () -> answer.count() == 4);
      var _ = channel.close().sync();
    }
  }

  @Test
  void connectionThatFloodsShouldLeaveTurnsToOthers() throws Exception {
    List<Integer> turns = new CopyOnWriteArrayList<>();
    Seen counting =
        new Seen() {
          private int reads;

          @Override
          public void channelRead(ChannelHandlerContext context, Object message) {
            reads++;
            super.channelRead(context, message);
          }

          @Override
          public void channelReadComplete(ChannelHandlerContext context) {
            turns.add(reads);
            reads = 0;
          }
        };
    var _ =
        threads
            .client(counting)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(64).maxMessagesPerRead(4))
            .connect(peer.address())
            .sync();
    try (Socket socket = peer.accept()) {
      socket.getOutputStream().write(random(64_000));
      eventually("all of it is here", () -> counting.count() == 64_000);
    }

    assertThat(turns).contains(4).allMatch(reads -> reads <= 4);
  }

  @Test
  void closeWhileWritingShouldFailWhatIsNotWritten() throws Exception {
    Channel channel = connect();
    List<ChannelFuture> writes = new ArrayList<>();
    while (channel.isWritable() || writes.size() < 32) {
      writes.add(channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1 << 20])));
    }

    var _ = channel.close().sync();

    ChannelFuture last = writes.getLast();
    assertThat(last.await(20, SECONDS)).isTrue();
    assertThat(last.cause()).isInstanceOf(ClosedChannelException.class);
    assertThat(channel.writeAndFlush(text("late")).await().cause())
        .isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void closeByAHandlerShouldEndItsReading() throws Exception {
    Seen once =
        new Seen() {
          @Override
          public void channelRead(ChannelHandlerContext context, Object message) {
            super.channelRead(context, message);
            var _ = context.close();
          }
        };
    Channel channel =
        threads
            .client(once)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(10))
            .connect(peer.address())
            .sync()
            .channel();
    try (Socket socket = peer.accept()) {
      Peer.say(socket, "0123456789".repeat(100));
      assertThat(channel.closeFuture().await(20, SECONDS)).isTrue();
    }
    eventually("all is told", () -> once.events.contains("unregistered"));
    assertThat(once.text()).isEqualTo("0123456789");
    assertThat(once.failures).isEmpty();
  }

  @Test
  void otherMessagesThanBytesShouldBeRefused() throws Exception {
    Channel channel = connect();

    assertThat(channel.writeAndFlush("text").await().cause())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("message: String (expected: ByteBuf)");
    assertThat(channel.isActive()).isTrue();
  }

  @Test
  void optionsShouldBeThoseOfTheSocket() throws Exception {
    Channel channel =
        threads
            .client(seen)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .connect(peer.address())
            .sync()
            .channel();

    assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
    assertThat(channel.config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
    assertThat(channel.config().setOption(ChannelOption.TCP_NODELAY, false)).isTrue();
    assertThat(channel.config().getOption(ChannelOption.TCP_NODELAY)).isFalse();
    assertThat(channel.config().getOption(ChannelOption.SO_SNDBUF)).isPositive();
    assertThat(channel.config().setOption(ChannelOption.SO_BACKLOG, 1)).isFalse();
    assertThat(channel.config().getOptions())
        .containsEntry(ChannelOption.SO_KEEPALIVE, true)
        .containsEntry(ChannelOption.AUTO_READ, true);
  }

  @Test
  void addressesShouldBeThoseOfTheSocket() throws Exception {
    Channel channel = connect();
    try (Socket socket = peer.accept()) {
      assertThat(channel.remoteAddress()).isEqualTo(peer.address());
      assertThat(channel.localAddress()).isEqualTo(socket.getRemoteSocketAddress());
    }
  }

  @Test
  void localAddressShouldBeTheOneAskedFor() throws Exception {
    InetSocketAddress local = new InetSocketAddress(peer.address().getAddress(), 0);

    Channel channel = threads.client(seen).connect(peer.address(), local).sync().channel();

    assertThat(((InetSocketAddress) channel.localAddress()).getAddress())
        .isEqualTo(local.getAddress());
    assertThat(channel.isActive()).isTrue();
  }
}
