package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.adapter.grpc.cuebot.Certificates.Issued;
import io.farmgate.adapter.grpc.cuebot.CuebotTls.Identity;
import io.farmgate.adapter.grpc.cuebot.CuebotTls.Part;
import io.farmgate.adapter.grpc.cuebot.CuebotTls.UnusableException;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CuebotTlsTest {
  private static final String GET_SHOWS = "show.ShowInterface/GetShows";
  private static final byte[] NOTHING = {};

  @TempDir private Path folder;

  private Issued authority;
  private Path caFile;

  @BeforeEach
  void makeAnAuthority() throws IOException, GeneralSecurityException {
    authority = Certificates.authority("a studio");
    caFile = folder.resolve("ca.pem");
    authority.writeCertificate(caFile);
  }

  @Test
  void callsShouldGoOverTlsToWhoTheAuthorityVouchesFor() throws Exception {
    try (FakeCuebot fake = serve(Certificates.forLoopback(authority));
        Cuebot cuebot = connect(fake, tls(Optional.empty(), Optional.empty()))) {
      Collected.call(cuebot, GET_SHOWS, NOTHING).answer();
    }
  }

  @Test
  void certificateOfAnotherAuthorityShouldBeRefused() throws Exception {
    refuses(
        serve(Certificates.forLoopback(Certificates.authority("somebody else"))),
        tls(Optional.empty(), Optional.empty()));
  }

  @Test
  void certificateForAnotherServerShouldBeRefusedUnlessItIsNamed() throws Exception {
    Issued named = Certificates.forName(authority, "cuebot.farm.example");
    refuses(serve(named), tls(Optional.empty(), Optional.empty()));
    refuses(serve(named), tls(Optional.empty(), Optional.of("other.farm.example")));
    try (FakeCuebot fake = serve(named);
        Cuebot cuebot = connect(fake, tls(Optional.empty(), Optional.of("cuebot.farm.example")))) {
      Collected.call(cuebot, GET_SHOWS, NOTHING).answer();
    }
  }

  @Test
  void certificateWhoseTimeIsOverShouldBeRefused() throws Exception {
    refuses(serve(Certificates.expired(authority)), tls(Optional.empty(), Optional.empty()));
  }

  @Test
  void authoritiesOfTheJdkShouldNotVouchForAStudio() throws Exception {
    refuses(
        serve(Certificates.forLoopback(authority)),
        new CuebotTls(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void plainTextShouldNotBeTakenForTlsNorTheOtherWayRound() throws Exception {
    refuses(FakeCuebot.start(), tls(Optional.empty(), Optional.empty()));
    try (FakeCuebot fake = serve(Certificates.forLoopback(authority));
        Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()))) {
      assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING, Duration.ofSeconds(3)).reply())
          .isInstanceOf(Reply.Refused.class);
      assertThat(fake.received()).isEmpty();
    }
  }

  @Test
  void gatewayShouldSayWhoItIsWhereItIsAsked() throws Exception {
    Identity identity = identity(Certificates.forLoopback(authority));
    try (FakeCuebot fake = serveMutual(Certificates.forLoopback(authority));
        Cuebot cuebot = connect(fake, tls(Optional.of(identity), Optional.empty()))) {
      Collected.call(cuebot, GET_SHOWS, NOTHING).answer();
    }
    refuses(
        serveMutual(Certificates.forLoopback(authority)), tls(Optional.empty(), Optional.empty()));
    Identity strange = identity(Certificates.forLoopback(Certificates.authority("x")));
    refuses(
        serveMutual(Certificates.forLoopback(authority)),
        tls(Optional.of(strange), Optional.empty()));
  }

  @Test
  void newAuthorityShouldBeTakenWithoutARestart() throws Exception {
    Issued next = Certificates.authority("next year's");
    try (FakeCuebot fake = serve(Certificates.forLoopback(next));
        Cuebot cuebot = connect(fake, tls(Optional.empty(), Optional.empty()))) {
      assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING).failure())
          .isInstanceOf(FarmFailure.Unavailable.class);

      next.writeCertificate(caFile);

      answersWithin(Duration.ofSeconds(6), cuebot);
    }
  }

  @Test
  void newCertificateForTheSameKeyShouldBeShownWithoutARestart() throws Exception {
    Issued mine = Certificates.forLoopback(Certificates.authority("somebody else"));
    Identity identity = identity(mine);
    try (FakeCuebot fake = serveMutual(Certificates.forLoopback(authority));
        Cuebot cuebot = connect(fake, tls(Optional.of(identity), Optional.empty()))) {
      assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING).failure())
          .isInstanceOf(FarmFailure.Unavailable.class);

      Certificates.renewed(mine, authority).writeCertificate(identity.certFile());

      answersWithin(Duration.ofSeconds(6), cuebot);
    }
  }

  @Test
  void filesThatBecomeUnusableShouldLeaveTheOldInUse() throws Exception {
    try (FakeCuebot fake = serve(Certificates.forLoopback(authority));
        Cuebot cuebot = connect(fake, tls(Optional.empty(), Optional.empty()))) {
      Collected.call(cuebot, GET_SHOWS, NOTHING).answer();
      Files.writeString(caFile, "half a fi");
      fake.stop();
      // Longer than it takes to notice that the file is another.
      long until = System.nanoTime() + TlsFiles.LOOK_EVERY.multipliedBy(2).toNanos();
      Eventually.within(Duration.ofSeconds(10), () -> System.nanoTime() > until);

      fake.restart();

      answersWithin(Duration.ofSeconds(6), cuebot);
    }
  }

  @Test
  void filesThatCannotBeUsedShouldBeRefusedByName() throws Exception {
    Issued mine = Certificates.forLoopback(authority);
    Identity identity = identity(mine);
    tls(Optional.of(identity), Optional.empty()).check();

    Path missing = folder.resolve("missing.pem");
    unusable(
        new Identity(missing, identity.keyFile()), Part.CERT_FILE, missing + " does not exist");
    unusable(
        new Identity(identity.certFile(), missing), Part.KEY_FILE, missing + " does not exist");
    unusable(new Identity(folder, identity.keyFile()), Part.CERT_FILE, folder + " cannot be read");
    unusable(
        new Identity(identity.keyFile(), identity.keyFile()),
        Part.CERT_FILE,
        identity.keyFile() + " holds no certificate");
    unusable(
        new Identity(identity.certFile(), identity.certFile()),
        Part.KEY_FILE,
        identity.certFile() + " holds no private key that can be read");
    Path other = folder.resolve("other.key");
    Certificates.forLoopback(authority).writeKey(other);
    unusable(
        new Identity(identity.certFile(), other),
        Part.KEY_FILE,
        other + " is not the key of the certificate in " + identity.certFile());
    Files.writeString(caFile, "");
    assertThatThrownBy(() -> tls(Optional.empty(), Optional.empty()).check())
        .isInstanceOfSatisfying(
            UnusableException.class, e -> assertThat(e.part()).isEqualTo(Part.CA_FILE));
    assertThatThrownBy(
            () -> Cuebot.connect(config("127.0.0.1:1", tls(Optional.empty(), Optional.empty()))))
        .isInstanceOf(UnusableException.class)
        .hasMessage(caFile + " holds no certificate (expected: PEM, -----BEGIN CERTIFICATE-----)");
  }

  private void unusable(Identity identity, Part part, String message) {
    assertThatThrownBy(() -> tls(Optional.of(identity), Optional.empty()).check())
        .isInstanceOfSatisfying(UnusableException.class, e -> assertThat(e.part()).isEqualTo(part))
        .hasMessageStartingWith(message)
        .hasMessageContaining("(expected: ");
  }

  private static void answersWithin(Duration patience, Cuebot cuebot) {
    Eventually.within(
        patience,
        () ->
            Collected.call(cuebot, GET_SHOWS, NOTHING, Duration.ofSeconds(2)).reply()
                instanceof Reply.Answer);
  }

  private void refuses(FakeCuebot fake, CuebotTls tls) {
    try (fake;
        Cuebot cuebot = connect(fake, tls)) {
      assertThat(Collected.call(cuebot, GET_SHOWS, NOTHING, Duration.ofSeconds(3)).failure())
          .isEqualTo(
              new FarmFailure.Unavailable(
                  "the farm cannot be reached", Optional.empty(), FarmFailure.Outcome.NOT_DONE));
      assertThat(fake.received()).isEmpty();
    }
  }

  private Cuebot connect(FakeCuebot fake, CuebotTls tls) {
    return Cuebot.connect(config(fake.endpoint(), tls));
  }

  private static CuebotConfig config(String endpoint, CuebotTls tls) {
    return CuebotConfig.of(endpoint).withConnection(CuebotConnection.DEFAULT.withTls(tls));
  }

  private CuebotTls tls(Optional<Identity> identity, Optional<String> serverName) {
    return new CuebotTls(Optional.of(caFile), identity, serverName);
  }

  private Identity identity(Issued issued) throws IOException, GeneralSecurityException {
    Path certFile = Files.createTempFile(folder, "gateway", ".pem");
    Path keyFile = Files.createTempFile(folder, "gateway", ".key");
    issued.writeCertificate(certFile);
    issued.writeKey(keyFile);
    return new Identity(certFile, keyFile);
  }

  private FakeCuebot serve(Issued issued) throws IOException, GeneralSecurityException {
    return start(keyManager(issued).build());
  }

  private FakeCuebot serveMutual(Issued issued) throws IOException, GeneralSecurityException {
    return start(
        keyManager(issued)
            .trustManager(caFile.toFile())
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
            .build());
  }

  private TlsServerCredentials.Builder keyManager(Issued issued)
      throws IOException, GeneralSecurityException {
    Identity files = identity(issued);
    return TlsServerCredentials.newBuilder()
        .keyManager(files.certFile().toFile(), files.keyFile().toFile());
  }

  private static FakeCuebot start(ServerCredentials credentials) {
    return FakeCuebot.start(call -> Answer.EMPTY, credentials);
  }
}
