package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeFarm;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.port.Farm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However much of a farm's answer arrives, a client never takes a part of it for the whole. */
final class TruncatedAnswersTest {
  private static final String GET_JOBS = "/job.JobInterface/GetJobs";

  /** Enough for an answer that is read while it is written. */
  private static final int JOBS = 800;

  private static final int[] CUTS = {
    0, 1, 9, 100, 500, 2_000, 10_000, 16_384, 40_000, 70_000, 100_000, 130_000, 160_000
  };

  private final FakeFarm farm = new FakeFarm();
  private final FakeCuebot fake = FakeCuebot.start(farm);

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void partOfAnAnswerShouldNeverBeA200() throws IOException {
    farm.addShow("testing");
    for (int i = 0; i < JOBS; i++) {
      farm.addJob("testing", "sh010", "ana", "job_%04d_%s".formatted(i, "x".repeat(60)));
    }
    Answer whole = through(Integer.MAX_VALUE);
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.json().at("/jobs/jobs")).hasSize(JOBS);

    for (int cut : CUTS) {
      Answer answer = through(cut);
      assertThat(answer.status()).as("after %d bytes: %s", cut, answer.body()).isIn(503, 504);
      assertThat(answer.json().has("error")).isTrue();
    }
  }

  /** Calls through a connection that breaks when so many bytes have come back. */
  private Answer through(int bytes) throws IOException {
    try (Breaking line = new Breaking(fake.endpoint(), bytes);
        Cuebot cuebot =
            Cuebot.connect(
                CuebotConfig.of(line.endpoint())
                    .withGuards(EnumSet.complementOf(EnumSet.of(Guard.RETRIES))));
        Gateway gateway =
            new Gateway(new Farm("studio", "OpenCue", Optional.empty(), Optional.of(cuebot)))) {
      return gateway.post(GET_JOBS, "{}", "Grpc-Timeout", "10S");
    }
  }

  /** Hands bytes to and fro, and ends the connection after some. */
  private static final class Breaking implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());

    Breaking(String target, int bytes) throws IOException {
      int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
      Thread.startVirtualThread(() -> {
        try {
          while (true) {
            Socket near = door.accept();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
            Thread.startVirtualThread(() -> hand(near, far, Integer.MAX_VALUE));
            Thread.startVirtualThread(() -> hand(far, near, bytes));
          }
        } catch (IOException closed) {
          // The test is over.
        }
      });
    }

    private static void hand(Socket from, Socket to, int most) {
      try (from;
          to;
          InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        byte[] buffer = new byte[8192];
        int left = most;
        int read = in.read(buffer, 0, Math.min(buffer.length, left));
        while (read > 0) {
          out.write(buffer, 0, read);
          left -= read;
          read = left == 0 ? -1 : in.read(buffer, 0, Math.min(buffer.length, left));
        }
      } catch (IOException broken) {
        // Which is what it is for.
      }
    }

    String endpoint() {
      return "127.0.0.1:" + door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }
}
