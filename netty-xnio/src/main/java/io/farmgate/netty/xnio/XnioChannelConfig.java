package io.farmgate.netty.xnio;

import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.DefaultChannelConfig;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xnio.Option;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;

/**
 * Netty's options of a channel, and those of its socket that XNIO knows: these are kept until the
 * socket is opened. Thread-safe, as Netty's own.
 */
final class XnioChannelConfig extends DefaultChannelConfig {
  private static final Map<ChannelOption<?>, Option<?>> OF_SOCKET =
      Map.of(
          ChannelOption.SO_KEEPALIVE, Options.KEEP_ALIVE,
          ChannelOption.TCP_NODELAY, Options.TCP_NODELAY,
          ChannelOption.SO_SNDBUF, Options.SEND_BUFFER,
          ChannelOption.SO_RCVBUF, Options.RECEIVE_BUFFER);

  private final XnioSocketChannel of;
  private final Map<Option<?>, Object> wanted = new ConcurrentHashMap<>();

  XnioChannelConfig(XnioSocketChannel channel) {
    super(channel);
    this.of = channel;
    // As Netty's own channels do.
    wanted.put(Options.TCP_NODELAY, true);
  }

  /** Returns what a socket is to be opened with. */
  OptionMap forOpening() {
    OptionMap.Builder options = OptionMap.builder();
    wanted.forEach((option, value) -> put(options, option, value));
    return options.getMap();
  }

  private static <T> void put(OptionMap.Builder options, Option<T> option, Object value) {
    options.set(option, option.cast(value));
  }

  @Override
  public Map<ChannelOption<?>, Object> getOptions() {
    return getOptions(super.getOptions(), OF_SOCKET.keySet().toArray(ChannelOption<?>[]::new));
  }

  @Override
  public <T> @Nullable T getOption(ChannelOption<T> option) {
    Option<?> socket = OF_SOCKET.get(option);
    if (socket == null) {
      return super.getOption(option);
    }
    @SuppressWarnings("unchecked") // The table has none of another type.
    T value = (T) read(socket);
    return value;
  }

  private @Nullable Object read(Option<?> option) {
    StreamConnection connection = of.connection();
    if (connection != null) {
      try {
        return connection.getOption(option);
      } catch (IOException closed) {
        // Then what was asked for is all that can be told.
      }
    }
    return wanted.get(option);
  }

  @Override
  public <T> boolean setOption(ChannelOption<T> option, T value) {
    Option<?> socket = OF_SOCKET.get(option);
    if (socket == null) {
      return super.setOption(option, value);
    }
    validate(option, value);
    wanted.put(socket, value);
    StreamConnection connection = of.connection();
    if (connection != null) {
      write(connection, socket, value);
    }
    return true;
  }

  private static <T> void write(StreamConnection connection, Option<T> option, Object value) {
    try {
      connection.setOption(option, option.cast(value));
    } catch (IOException closed) {
      // There is no socket any more that it could be set for.
    }
  }

  @Override
  protected void autoReadCleared() {
    of.stopReading();
  }
}
