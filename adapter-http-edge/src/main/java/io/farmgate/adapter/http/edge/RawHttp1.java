package io.farmgate.adapter.http.edge;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.ReadReadyHandler;

/** What stands between an HTTP/1 connection and Undertow's parser. */
final class RawHttp1 {
  private RawHttp1() {}

  /**
   * Watches a socket from now on: {@code connections} is told of folded headers before the bytes
   * are handed on, and the parser's refusals get a body.
   */
  static void watch(StreamConnection socket, Connections connections) {
    ConduitStreamSourceChannel source = socket.getSourceChannel();
    source.setConduit(
        new LazyReads(source.getConduit(), new ReadReadyHandler.ChannelListenerHandler<>(source)));
    watch(socket, ByteBuffer.allocate(0), connections);
  }

  /**
   * The same over what is no socket itself.
   *
   * @param read what of it was read already
   */
  static void watch(StreamConnection connection, ByteBuffer read, Connections connections) {
    SocketAddress peer = connection.getPeerAddress();
    FoldScanner folds = new FoldScanner(() -> connections.fold(peer));
    folds.look(read);
    ConduitStreamSourceChannel source = connection.getSourceChannel();
    source.setConduit(new HeadWatch(source.getConduit(), folds));
    ConduitStreamSinkChannel sink = connection.getSinkChannel();
    sink.setConduit(new ParserRefusal(sink.getConduit()));
  }
}
