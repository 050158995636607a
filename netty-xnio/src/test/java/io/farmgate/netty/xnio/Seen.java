package io.farmgate.netty.xnio;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a channel tells its pipeline. */
class Seen extends ChannelInboundHandlerAdapter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** "active", "inactive", "writable" and the like, in order. */
  final List<String> events = new CopyOnWriteArrayList<>();

  final List<Throwable> failures = new CopyOnWriteArrayList<>();

  /** The threads on which it was told. */
  final List<Thread> threads = new CopyOnWriteArrayList<>();

  private void saw(String event) {
    events.add(event);
    threads.add(Thread.currentThread());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    saw("active");
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    saw("inactive");
  }

  @Override
  public void channelUnregistered(ChannelHandlerContext context) {
    saw("unregistered");
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    saw(context.channel().isWritable() ? "writable" : "full");
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf received = (ByteBuf) message;
    byte[] copy = new byte[received.readableBytes()];
    received.readBytes(copy);
    received.release();
    synchronized (bytes) {
      bytes.writeBytes(copy);
    }
    threads.add(Thread.currentThread());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failures.add(cause);
  }

  int count() {
    synchronized (bytes) {
      return bytes.size();
    }
  }

  byte[] received() {
    synchronized (bytes) {
      return bytes.toByteArray();
    }
  }

  String text() {
    return new String(received(), StandardCharsets.UTF_8);
  }
}
