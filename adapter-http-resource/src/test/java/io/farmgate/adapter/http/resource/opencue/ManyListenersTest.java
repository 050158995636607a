package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.change.PolledChanges;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.Jobs;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.spec.Specs;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Five hundred listeners: one of them asks the farm, and none of them costs much. */
final class ManyListenersTest {
  private static final int LISTENERS = 500;
  private static final Duration LOOKS = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 32 << 10;

  private static final Pattern LENGTHS = Pattern.compile("\\r\\n[0-9a-f]+\\r\\n");

  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void manyListenersShouldCostOnePollAndLittleMemoryEach() throws Exception {
    memory.ports().shows().create("crowd");
    List<Socket> clients = new ArrayList<>();
    try (Gateway gateway = new Gateway(false, farm())) {
      // What is made once is made.
      clients.add(listener(gateway));
      int looksBefore = looks.get();
      long start = System.nanoTime();
      long before = usedBytes();
      for (int i = 1; i < LISTENERS; i++) {
        clients.add(listener(gateway));
      }
      long each = (usedBytes() - before) / (LISTENERS - 1);
      long due = Duration.ofNanos(System.nanoTime() - start).dividedBy(LOOKS) + 1;
      assertThat(looks.get() - looksBefore)
          .as("looks while all began to listen")
          .isLessThanOrEqualTo((int) due);
      System.getLogger("events").log(System.Logger.Level.INFO, "bytes a listener: " + each);
      assertThat(each).as("bytes a listener, its client's socket with it").isLessThan(MOST_BYTES);

      Job job =
          memory
              .ports()
              .submissions()
              .launch(
                  Specs.submission(
                      "crowd", Specs.job("all", Specs.layer("comp", "1", "until never"))))
              .getFirst();
      for (Socket client : clients) {
        readUntil(client.getInputStream(), job.id().value());
      }
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  /** A farm that is looked at now and then, and counts the looks. */
  private Farm farm() {
    FarmPorts ports = memory.ports();
    Jobs counted =
        new Jobs() {
          @Override
          public List<Job> list(JobQuery query) {
            looks.incrementAndGet();
            return ports.jobs().list(query);
          }

          @Override
          public Page<Job> page(JobQuery query, JobOrder order, PageRequest page) {
            return ports.jobs().page(query, order, page);
          }

          @Override
          public Optional<Job> byId(JobId id) {
            return ports.jobs().byId(id);
          }

          @Override
          public Optional<Job> byName(String name) {
            return ports.jobs().byName(name);
          }
        };
    return new Farm(
        "local",
        "farm of a test",
        Optional.of(
            PortsBut.changes(
                ports,
                new PolledChanges(
                    new PolledChanges.Ports(counted, ports.layers(), ports.frames(), ports.hosts()),
                    LOOKS))),
        Optional.empty());
  }

  private static Socket listener(Gateway gateway) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.uri("/").getPort());
    socket.setSoTimeout(60_000);
    socket
        .getOutputStream()
        .write(
            "GET /api/events HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer viewer\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
    readUntil(socket.getInputStream(), "event: ready");
    return socket;
  }

  /** Reads whole events until one has come in which a text stands; each has to fit the document. */
  private static void readUntil(InputStream in, String wanted) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(wanted) < 0 || !seen.toString().endsWith("\n\n")) {
      int read = in.read();
      assertThat(read).as("the stream goes on after " + seen).isNotNegative();
      seen.append((char) read);
    }
    // Without the head and the lengths of chunks.
    String body = seen.substring(seen.indexOf("\r\n\r\n") < 0 ? 0 : seen.indexOf("\r\n\r\n") + 2);
    byte[] events = LENGTHS.matcher(body).replaceAll("").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new CheckedEvents().problem(events, 0, events.length)).isEmpty();
  }

  /** Heap that is in use, and direct buffers. */
  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      ManagementFactory.getMemoryMXBean().gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
  }
}
