package io.farmgate.adapter.http.rpc.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class HostileXmlTest {

  @Test
  void aDoctypeIsNeverFetched() throws IOException {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server.setSoTimeout(200);
      String url = "http://localhost:" + server.getLocalPort() + "/spcue/dtd/cjsl-1.15.dtd";

      assertThat(
              JobSpecXml.parse(
                      "<!DOCTYPE spec PUBLIC \"SPI\" \"" + url + "\">" + JobSpecXmlTest.SMALL)
                  .jobs())
          .hasSize(1);

      Assertions.assertThatExceptionOfType(SocketTimeoutException.class)
          .as("nobody connected")
          .isThrownBy(server::accept);
    }
  }

  @Test
  void aFileIsNeverReadThroughAnEntity(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "the-secret-text");
    String xml =
        "<!DOCTYPE spec [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]>"
            + JobSpecXmlTest.SMALL.replace("true</cmd>", "&x;</cmd>");

    FarmFailure failure = refused(xml);

    assertThat(failure.message()).contains("\"x\"").doesNotContain("the-secret-text");
  }

  @Test
  void aParameterEntityIsNeverFetched(@TempDir Path folder) throws IOException {
    Path dtd = Files.writeString(folder.resolve("evil.dtd"), "<!ENTITY x 'expanded'>");
    String xml =
        "<!DOCTYPE spec [<!ENTITY % p SYSTEM \""
            + dtd.toUri()
            + "\"> %p;]>"
            + JobSpecXmlTest.SMALL.replace("true</cmd>", "&x;</cmd>");

    assertThat(refused(xml).message()).doesNotContain("expanded");
  }

  @Test
  void entitiesThatMultiplyAreNotExpanded() {
    StringBuilder xml = new StringBuilder("<!DOCTYPE spec [<!ENTITY a0 \"lol\">");
    for (int i = 1; i < 30; i++) {
      xml.append("<!ENTITY a").append(i).append(" \"");
      xml.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
    }
    xml.append("]>").append(JobSpecXmlTest.SMALL.replace("true</cmd>", "&a29;</cmd>"));

    Assertions.assertThat(Duration.ofSeconds(5))
        .isGreaterThan(timed(() -> assertThat(refused(xml.toString()).message()).contains("a29")));
  }

  @Test
  void declaredEntitiesThatNobodyUsesDoNoHarm() {
    String xml = "<!DOCTYPE spec [<!ENTITY unused \"x\">]>" + JobSpecXmlTest.SMALL;

    assertThat(JobSpecXml.parse(xml).jobs()).hasSize(1);
  }

  @Test
  void nestingIsBounded() {
    String deep = "<spec>" + "<a>".repeat(1_000_000);

    assertThat(refused(deep).message()).contains("nested too deep (expected: at most 16 levels)");
  }

  @Test
  void aSpecificationOfManyMegabytesIsRead() {
    String keys = "<key name=\"K#\">" + "v".repeat(1000) + "</key>";
    StringBuilder environment = new StringBuilder("<env>");
    for (int i = 0; i < 12_000; i++) {
      environment.append(keys.replace("#", Integer.toString(i)));
    }
    String xml = JobSpecXmlTest.SMALL.replace("<layers>", environment + "</env><layers>");

    assertThat(xml.length()).isGreaterThan(12_000_000);
    assertThat(JobSpecXml.parse(xml).jobs().getFirst().environment()).hasSize(12_000);
  }

  @Test
  void thousandsOfUnknownElementsGiveAShortAnswer() {
    String xml = JobSpecXmlTest.SMALL.replace("<layers>", "<odd/>".repeat(100_000) + "<layers>");

    FarmFailure.Invalid failure = (FarmFailure.Invalid) refused(xml);

    assertThat(failure.violations()).hasSize(20);
  }

  private static Duration timed(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static FarmFailure refused(String xml) {
    FarmException thrown = catchThrowableOfType(FarmException.class, () -> JobSpecXml.parse(xml));
    assertThat(thrown).as("accepted").isNotNull();
    return thrown.failure();
  }
}
