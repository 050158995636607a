package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches a server by hand: each gets one answer at most, and the connection's end. */
class FramingTest {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
  private static final String SMUGGLED =
      "GET /smuggled HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Bearer good\\r\\n\\r\\n";
  private static EdgeServer server;

  @BeforeAll
  static void start() {
    FakeApi api =
        new FakeApi()
            .on(
                "POST GET",
                "/x",
                exchange -> exchange.readBody(body -> exchange.respond(200, "text/plain", body)))
            .on("GET", "/smuggled", exchange -> exchange.respond(299, "text/plain", new byte[0]));
    server = EdgeServer.start(EdgeConfig.loopback(0), new FakeTokens(), List.of(api));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Each request is followed by another one, which a lax server would take out of its body. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /x HTTP/1.1 | Content-Length: 5\\r\\nTransfer-Encoding: chunked      | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: chunked\\r\\nContent-Length: 5      | 400",
        "POST /x HTTP/1.1 | Content-Length: 5\\r\\nContent-Length: 6               | 400",
        "POST /x HTTP/1.1 | Content-Length: 5\\r\\nContent-Length: 5               | 400",
        "POST /x HTTP/1.1 | Content-Length: 5, 5                                   | 400",
        "POST /x HTTP/1.1 | Content-Length: +5                                     | 400",
        "POST /x HTTP/1.1 | Content-Length: -5                                     | 400",
        "POST /x HTTP/1.1 | Content-Length: 0x5                                    | 400",
        "POST /x HTTP/1.1 | Content-Length:                                        | 400",
        "POST /x HTTP/1.1 | Content-Length : 5                                     | 400",
        "POST /x HTTP/1.1 | Content-Length: 18446744073709551621                   | 413",
        "POST /x HTTP/1.1 | Content-Length: 99999999999999999999999999             | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: gzip                                | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: gzip, chunked                       | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: identity                            | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: xchunked                            | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: chunked\\r\\nTransfer-Encoding: x   | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: chunked, identity                   | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: chunked\\r\\nTransfer-Encoding: chunked | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: identity\\r\\nTransfer-Encoding: chunked | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding : chunked                            | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: \\u0001chunked                      | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: \"chunked\"                          | 400",
        "POST /x HTTP/1.1 | Transfer-Encoding: chunked\\r\\nContent-Length: 0       | 400",
        "POST /x HTTP/1.0 | Transfer-Encoding: chunked                             | 400",
        "POST /x HTTP/1.1 | A: b\\rC: d                                            | 400",
        "POST\\t/x HTTP/1.1 | A: b                                                 | 400",
        "POST /x\\tHTTP/1.1 | A: b                                                 | 400",
        "POST http://y/x HTTP/1.1 | A: b                                           | 400",
        "POST /x HTTP/1.1 | Host: y                                                | 400",
        "POST /x HTTP/1.1 | Expect: a-miracle                                      | 417",
        "POST /x HTTP/2.0 | A: b                                                   | 400",
        "POST /x HTTP/0.9 | A: b                                                   | 505",
        "POST /x HTTP/1.1 | No colon here                                          | 400",
        "POST /x HTTP/1.1 | : no name                                              | 400",
        "POST /x HTTP/1.1 | A: b\\nC: d                                            | 400",
        "POST /x HTTP/1.1 | A: b\\u0000c                                           | 400",
        "POST /x\\u0000 HTTP/1.1 | A: b                                            | 400",
        "POST /x\\u0001 HTTP/1.1 | A: b                                            | 400",
        "POST  /x HTTP/1.1 | A: b                                                  | 400",
        "POST x HTTP/1.1  | A: b                                                   | 400",
        "POST /x          | A: b                                                   | 400",
        "PO\\u0001T /x HTTP/1.1 | A: b                                             | 400",
        "CONNECT x:80 HTTP/1.1 | Connection: close                                 | 404",
      })
  void aRequestThatCouldBeReadInTwoWaysShouldEndTheConnection(
      String line, String header, int status) {
    String request =
        unescape(
                line
                    + "\\r\\nHost: x\\r\\nAuthorization: Bearer good\\r\\n"
                    + header
                    + "\\r\\n\\r\\n")
            + unescape(SMUGGLED);
    try (RawClient raw = new RawClient(server.address())) {
      String answers = raw.send(request).readToEnd();

      assertThat(statuses(answers)).as(answers).containsExactly(Integer.toString(status));
      assertThat(answers).doesNotContain("ndertow");
      // Two Hosts: said in the status line, by Undertow, past everything of ours.
      if (!answers.startsWith("HTTP/1.1 400 Only One Host Header Allowed")) {
        assertThat(answers)
            .contains("Content-Type: application/json", "{\"error\":\"")
            .endsWith("\"details\":[]}");
      }
    }
  }

  @Test
  void aRequestWithoutAHostShouldBeRefused() {
    try (RawClient raw = new RawClient(server.address())) {
      String answers =
          raw.send(
                  unescape(
                      "GET /x HTTP/1.1\\r\\nAuthorization: Bearer good\\r\\n\\r\\n" + SMUGGLED))
              .readToEnd();

      assertThat(statuses(answers)).as(answers).containsExactly("400");
    }
  }

  /** RFC 9112, section 5.2: refuse, or read the fold as a space; Undertow would do the latter. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A: b\\r\\n c",
        "A: b\\r\\n\\tc",
        "A:\\r\\n b",
        "A: b\\r\\n  Content-Length: 5",
        "A: b\\r\\n  \\r\\nC: d",
        "Content-Length: 2\\r\\n 2",
      })
  void aHeaderThatGoesOverSeveralLinesShouldBeRefused(String header) {
    String before = "POST /x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n";
    String well = before + "content-length: 6\r\n\r\n\r\n\r\n b";
    try (RawClient raw = new RawClient(server.address())) {
      assertThat(raw.send(well).readUntil("\r\n\r\n\r\n\r\n b")).startsWith("HTTP/1.1 200 ");

      String answers =
          raw.send(before + unescape(header) + "\r\n\r\n" + unescape(SMUGGLED)).readToEnd();

      assertThat(statuses(answers)).as(answers).containsExactly("400");
    }
  }

  @Test
  void theAbsoluteFormOfATargetShouldReachTheSamePath() {
    try (RawClient raw = new RawClient(server.address())) {
      String answer =
          raw.send(
                  unescape(
                      "GET http://x/x HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Bearer good\\r\\n"
                          + "Connection: close\\r\\n\\r\\n"))
              .readToEnd();

      assertThat(statuses(answer)).containsExactly("200");
    }
  }

  @Test
  void http10ShouldBeServed() {
    try (RawClient raw = new RawClient(server.address())) {
      String answer =
          raw.send(
                  unescape(
                      "POST /x HTTP/1.0\\r\\nAuthorization: Bearer good\\r\\n"
                          + "Content-Length: 2\\r\\n\\r\\nhi"))
              .readToEnd();

      assertThat(answer).startsWith("HTTP/1.0 200 ").contains("Connection: close").endsWith("hi");
    }
  }

  @Test
  void aChunkedBodyShouldBeReadToItsEndAndEndTheConnection() {
    try (RawClient raw = new RawClient(server.address())) {
      String answers =
          raw.send(
                  unescape(
                      "POST /x HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Bearer good\\r\\n"
                          + "Transfer-Encoding: chunked\\r\\n\\r\\n"
                          + "3;ext=1\\r\\nabc\\r\\nA\\r\\n0123456789\\r\\n0\\r\\nTrailer: t\\r\\n\\r\\n"
                          + SMUGGLED))
              .readToEnd();

      assertThat(statuses(answers)).containsExactly("200");
      assertThat(answers).contains("Connection: close").endsWith("\r\n\r\nabc0123456789");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xyz\\r\\nabc\\r\\n0\\r\\n\\r\\n",
        "-1\\r\\nabc\\r\\n0\\r\\n\\r\\n",
        "3\\r\\nabcdef\\r\\n0\\r\\n\\r\\n",
        "FFFFFFFFFFFFFFFFFF\\r\\nabc",
        "''",
      })
  void malformedChunksShouldNeverHideAnotherRequest(String body) {
    try (RawClient raw = new RawClient(server.address())) {
      String answers =
          raw.send(
                  unescape(
                      "POST /x HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Bearer good\\r\\n"
                          + "Transfer-Encoding: chunked\\r\\n\\r\\n"
                          + body
                          + SMUGGLED))
              .readToEnd();

      assertThat(statuses(answers)).as(answers).isSubsetOf("200", "400", "413").hasSizeLessThan(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0\\r\\n\\r\\n",
        "2\\r\\n \\n\\r\\n0\\r\\n\\r\\n",
        "\\r\\n\\r\\n3\\r\\nabc\\r\\n0\\r\\n\\r\\n",
        "1\\r\\n abc\\r\\n0\\r\\n\\r\\n",
      })
  void chunksThatHoldNothingShouldNotPassForNoBody(String body) {
    try (RawClient raw = new RawClient(server.address())) {
      String answers =
          raw.send(
                  unescape(
                      "POST /x HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Bearer good\\r\\n"
                          + "Transfer-Encoding: chunked\\r\\n\\r\\n"
                          + body))
              .readToEnd();

      assertThat(statuses(answers)).containsExactly("400");
      assertThat(answers).contains("body: its chunks hold nothing");
    }
  }

  @Test
  void aClientThatWaitsForContinueShouldGetItOnlyIfItsBodyIsWanted() {
    String head =
        unescape(
            " HTTP/1.1\\r\\nHost: x\\r\\nExpect: 100-continue\\r\\nContent-Length: 2\\r\\n"
                + "Connection: close\\r\\n");
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("POST /x" + head + "Authorization: Bearer good" + unescape("\\r\\n\\r\\n"));
      assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
      assertThat(raw.send("hi").readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("hi");
    }
    try (RawClient raw = new RawClient(server.address())) {
      raw.send("POST /x" + head + unescape("\\r\\n"));
      assertThat(raw.readUntil("]}")).startsWith("HTTP/1.1 401 ").doesNotContain("100 Continue");
    }
  }

  @Test
  void aBodyThatEndsEarlyShouldBeRefused() throws Exception {
    try (RawClient raw = new RawClient(server.address())) {
      raw.send(
          unescape(
              "POST /x HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: Bearer good\\r\\n"
                  + "Content-Length: 10\\r\\n\\r\\nfive!"));
      raw.socket().shutdownOutput();

      assertThat(statuses(raw.readToEnd())).isSubsetOf("400").hasSizeLessThan(2);
    }
  }

  private static List<String> statuses(String answers) {
    return STATUS_LINE.matcher(answers).results().map(found -> found.group(1)).toList();
  }

  /** So that tables can hold line ends. */
  private static String unescape(String text) {
    return text.replace("\\t", "\t")
        .replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\u0000", "\0")
        .replace("\\u0001", "\u0001");
  }

  @Test
  void theTablesEscapesShouldBeUndone() {
    assertThat(unescape("a\\r\\n\\u0000").getBytes(UTF_8)).containsExactly('a', '\r', '\n', 0);
  }
}
