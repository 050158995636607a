package io.farmgate.adapter.http.edge;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves a document that never changes while the gateway runs. It is written when it is first asked
 * for and kept, plain and zipped. Thread-safe.
 */
public final class DocumentHandler implements EdgeHandler {
  private final ReentrantLock lock = new ReentrantLock();
  private final String contentType;
  private final Map<String, String> headers;
  private final Supplier<byte[]> writer;
  private volatile @Nullable Document written;

  /**
   * Creates one.
   *
   * @param headers of every answer, Cache-Control among them
   * @param writer writes the document; called once, on a virtual thread
   */
  public DocumentHandler(String contentType, Map<String, String> headers, Supplier<byte[]> writer) {
    this.contentType = contentType;
    this.headers = Map.copyOf(headers);
    this.writer = writer;
  }

  /** One of a JSON document for callers with a token only. */
  public static DocumentHandler ofJson(Supplier<byte[]> writer) {
    // No cache between may give it to others.
    return new DocumentHandler(
        "application/json", Map.of("Cache-Control", "private, no-cache"), writer);
  }

  /** The document in each coding. */
  private record Document(Map<Coding, Representation> coded) {
    Document {
      coded = Map.copyOf(coded);
    }

    static Document of(byte[] text) {
      Representation plain = Representation.of(text);
      Map<Coding, Representation> coded = new EnumMap<>(Coding.class);
      Coding.working().forEach(coding -> coded.put(coding, plain.in(coding)));
      return new Document(coded);
    }

    Representation in(Coding coding) {
      return Objects.requireNonNull(coded.get(coding));
    }
  }

  @Override
  public void handle(EdgeExchange exchange) {
    Document document = written;
    if (document != null) {
      answer(exchange, document);
      return;
    }
    exchange.onVirtualThread(() -> {
      Document made = document();
      exchange.onIoThread(() -> answer(exchange, made));
    });
  }

  private Document document() {
    lock.lock();
    try {
      Document document = written;
      if (document == null) {
        document = Document.of(writer.get());
        written = document;
      }
      return document;
    } finally {
      lock.unlock();
    }
  }

  private void answer(EdgeExchange exchange, Document document) {
    headers.forEach(exchange::setHeader);
    document.in(Coding.best(exchange.headers("Accept-Encoding"))).answer(exchange, contentType);
  }
}
