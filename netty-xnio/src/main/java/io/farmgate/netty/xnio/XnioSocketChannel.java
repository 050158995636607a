package io.farmgate.netty.xnio;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.AbstractChannel;
import io.grpc.netty.shaded.io.netty.channel.ChannelConfig;
import io.grpc.netty.shaded.io.netty.channel.ChannelMetadata;
import io.grpc.netty.shaded.io.netty.channel.ChannelOutboundBuffer;
import io.grpc.netty.shaded.io.netty.channel.ChannelPipeline;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;
import io.grpc.netty.shaded.io.netty.util.internal.StringUtil;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * A client's TCP connection. It lives on the thread of its loop and is closed as a whole, also
 * where the other side has only ended its own half.
 *
 * <p>XNIO drops what a handler throws, so everything that can fail is caught here.
 */
final class XnioSocketChannel extends AbstractChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

  /** So much is handed to the system at once; more would only be looked at again. */
  private static final long MAX_WRITE_BYTES = 1 << 20;

  private static final int MAX_WRITE_BUFFERS = 1024;

  private final XnioChannelConfig config = new XnioChannelConfig(this);
  private volatile @Nullable SocketAddress local;
  private volatile @Nullable SocketAddress remote;
  private volatile @Nullable StreamConnection connection;
  private volatile boolean closed;

  // All below belong to the loop's thread.

  private @Nullable Connecting connecting;

  /** Somebody has asked for a read and got nothing yet. */
  private boolean readPending;

  /** The system takes no more for now, and XNIO tells when it does. */
  private boolean writeBlocked;

  XnioSocketChannel() {
    super(null);
  }

  @Nullable StreamConnection connection() {
    return connection;
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public boolean isActive() {
    return connection != null && !closed;
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new SocketUnsafe();
  }

  private SocketUnsafe socketUnsafe() {
    return (SocketUnsafe) unsafe();
  }

  private XnioEventLoop loop() {
    return (XnioEventLoop) eventLoop();
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return loop instanceof XnioEventLoop;
  }

  @Override
  protected void doRegister(ChannelPromise promise) {
    if (connection != null) {
      var _ =
          promise.setFailure(
              new UnsupportedOperationException("a socket of XNIO stays on its thread"));
      return;
    }
    loop().add(this);
    var _ = promise.setSuccess();
  }

  @Override
  protected void doDeregister() {
    stopReading();
    loop().remove(this);
  }

  @Override
  protected @Nullable SocketAddress localAddress0() {
    return local;
  }

  @Override
  protected @Nullable SocketAddress remoteAddress0() {
    return remote;
  }

  @Override
  protected void doBind(SocketAddress local) {
    throw new UnsupportedOperationException("bind: a local address goes to connect");
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doClose() {
    closed = true;
    Connecting attempt = connecting;
    if (attempt != null) {
      connecting = null;
      attempt.abandon(new ClosedChannelException());
    }
    StreamConnection made = connection;
    if (made != null) {
      IoUtils.safeClose(made);
    }
  }

  /** The socket stands. */
  private void connected(StreamConnection made) {
    Handler handler = new Handler();
    made.getSourceChannel().getConduit().setReadReadyHandler(handler);
    made.getSinkChannel().getConduit().setWriteReadyHandler(handler);
    local = made.getLocalAddress();
    remote = made.getPeerAddress();
    connection = made;
    if (readPending) {
      made.getSourceChannel().getConduit().resumeReads();
    }
  }

  @Override
  protected void doBeginRead() {
    readPending = true;
    StreamConnection made = connection;
    if (made != null) {
      made.getSourceChannel().getConduit().resumeReads();
    }
  }

  /** Nothing more is to be read until somebody asks. Safe from any thread. */
  void stopReading() {
    if (isRegistered() && !eventLoop().inEventLoop()) {
      eventLoop().execute(this::stopReading);
      return;
    }
    readPending = false;
    StreamConnection made = connection;
    if (made != null) {
      made.getSourceChannel().getConduit().suspendReads();
    }
  }

  @Override
  protected Object filterOutboundMessage(Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      throw new UnsupportedOperationException(
          "message: " + StringUtil.simpleClassName(message) + " (expected: ByteBuf)");
    }
    if (bytes.isDirect()) {
      return bytes;
    }
    // Else the JDK would make the copy, with each write.
    ByteBuf direct = alloc().directBuffer(bytes.readableBytes());
    direct.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
    ReferenceCountUtil.safeRelease(bytes);
    return direct;
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer out) throws IOException {
    StreamConnection made = connection;
    if (made == null) {
      throw new ClosedChannelException();
    }
    StreamSinkConduit sink = made.getSinkChannel().getConduit();
    for (int left = config.getWriteSpinCount(); left > 0; left--) {
      if (out.isEmpty()) {
        unblocked(sink);
        return;
      }
      ByteBuffer[] buffers = out.nioBuffers(MAX_WRITE_BUFFERS, MAX_WRITE_BYTES);
      int count = out.nioBufferCount();
      if (count == 0) {
        // Only empty ones are left.
        out.removeBytes(0);
        continue;
      }
      long written = count == 1 ? sink.write(buffers[0]) : sink.write(buffers, 0, count);
      if (written <= 0) {
        writeBlocked = true;
        sink.resumeWrites();
        return;
      }
      out.removeBytes(written);
    }
    // The system takes more, but others have their turn first.
    unblocked(sink);
    if (!out.isEmpty()) {
      eventLoop().execute(() -> socketUnsafe().flushNow());
    }
  }

  private void unblocked(StreamSinkConduit sink) {
    if (writeBlocked) {
      writeBlocked = false;
      sink.suspendWrites();
    }
  }

  /** What XNIO calls, on the loop's thread. */
  private final class Handler implements ReadReadyHandler, WriteReadyHandler {
    @Override
    public void readReady() {
      socketUnsafe().read();
    }

    @Override
    public void writeReady() {
      socketUnsafe().flushNow();
    }

    /** The worker ends. */
    @Override
    public void forceTermination() {
      loop().runLast(() -> unsafe().close(unsafe().voidPromise()));
    }

    /** One direction was ended, by this side or after an end was read, which read() sees. */
    @Override
    public void terminated() {}
  }

  private final class SocketUnsafe extends AbstractUnsafe {
    @Override
    public void connect(
        SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise) {
      if (promise.isDone() || !ensureOpen(promise)) {
        return;
      }
      if (connection != null || connecting != null) {
        promise.tryFailure(
            connection == null
                ? new ConnectionPendingException()
                : new AlreadyConnectedException());
        return;
      }
      Connecting attempt = new Connecting(XnioSocketChannel.this, remote, promise);
      connecting = attempt;
      try {
        attempt.start(loop(), local, config);
      } catch (RuntimeException refused) {
        connecting = null;
        attempt.abandon(annotateConnectException(refused, remote));
      }
    }

    /** Called back by an attempt that was not abandoned. */
    void connected(StreamConnection made, ChannelPromise promise) {
      connecting = null;
      XnioSocketChannel.this.connected(made);
      // Whatever somebody who waits for it does then.
      boolean active = isActive();
      boolean wanted = promise.trySuccess();
      if (active) {
        pipeline().fireChannelActive();
      }
      if (!wanted) {
        close(voidPromise());
      }
    }

    /** Called back by an attempt that was not abandoned. */
    void failed(Throwable cause, SocketAddress remote, ChannelPromise promise) {
      connecting = null;
      promise.tryFailure(annotateConnectException(cause, remote));
      close(voidPromise());
    }

    @Override
    protected void flush0() {
      // Else XNIO calls when there is room.
      if (!writeBlocked) {
        super.flush0();
      }
    }

    void flushNow() {
      super.flush0();
    }

    /** At most as much as the config's allocator allows at once, so that others get their turn. */
    void read() {
      StreamConnection made = connection;
      if (made == null || closed) {
        return;
      }
      if (!readPending && !config.isAutoRead()) {
        stopReading();
        return;
      }
      var handle = recvBufAllocHandle();
      handle.reset(config);
      boolean end;
      try {
        end = readAll(made.getSourceChannel().getConduit());
      } catch (Throwable failure) {
        handle.readComplete();
        pipeline().fireChannelReadComplete();
        pipeline().fireExceptionCaught(failure);
        end = failure instanceof IOException || failure instanceof OutOfMemoryError;
      }
      if (end) {
        readPending = false;
        close(voidPromise());
      } else if (!readPending && !config.isAutoRead()) {
        stopReading();
      }
    }

    /** Returns whether the other side has ended. */
    private boolean readAll(StreamSourceConduit source) throws IOException {
      var handle = recvBufAllocHandle();
      ChannelPipeline pipeline = pipeline();
      boolean end = false;
      do {
        ByteBuf bytes = handle.allocate(config.getAllocator());
        int count = 0;
        try {
          handle.attemptedBytesRead(bytes.writableBytes());
          count = source.read(bytes.internalNioBuffer(bytes.writerIndex(), bytes.writableBytes()));
        } finally {
          if (count <= 0) {
            bytes.release();
          }
        }
        handle.lastBytesRead(count);
        if (count <= 0) {
          end = count < 0;
          break;
        }
        bytes.writerIndex(bytes.writerIndex() + count);
        handle.incMessagesRead(1);
        readPending = false;
        pipeline.fireChannelRead(bytes);
      } while (!closed && handle.continueReading());
      handle.readComplete();
      pipeline.fireChannelReadComplete();
      return end;
    }
  }

  void connected(StreamConnection made, ChannelPromise promise) {
    socketUnsafe().connected(made, promise);
  }

  void failed(Throwable cause, SocketAddress remote, ChannelPromise promise) {
    socketUnsafe().failed(cause, remote, promise);
  }

  /** The attempt that is under way, where it is this one. */
  boolean isConnecting(Connecting attempt) {
    return connecting == attempt;
  }
}
