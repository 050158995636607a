package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.adapter.grpc.cuebot.CuebotTls.UnusableException;
import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS out of files that may change while the gateway runs. New connections use what the files hold;
 * those that stand stay. Files that cannot be used change nothing, and the log says so once.
 *
 * <p>grpc-java's managers can watch files themselves, but see a new certificate only where the key
 * changed too, and each file alone: so the watching is here, and both change together or not at
 * all.
 */
final class TlsFiles {
  /** How often the files are looked at. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(TlsFiles.class);

  private final CuebotTls tls;
  private final Optional<AdvancedTlsX509KeyManager> keys;
  private final AdvancedTlsX509TrustManager trust;
  private List<String> seen;

  private TlsFiles(CuebotTls tls, AdvancedTlsX509TrustManager trust) {
    this.tls = tls;
    this.trust = trust;
    this.keys = tls.identity().map(identity -> new AdvancedTlsX509KeyManager());
    this.seen = stamps();
  }

  /**
   * Reads the files, and again whenever they change.
   *
   * @throws UnusableException where they cannot be used
   */
  static TlsFiles watch(CuebotTls tls, ScheduledExecutorService timer, Duration every) {
    try {
      TlsFiles files = new TlsFiles(tls, AdvancedTlsX509TrustManager.newBuilder().build());
      if (tls.caFile().isEmpty()) {
        files.trust.useSystemDefaultTrustCerts();
      }
      files.use(TlsMaterial.read(tls));
      var _ =
          timer.scheduleWithFixedDelay(
              files::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
      return files;
    } catch (GeneralSecurityException | IOException broken) {
      throw new IllegalStateException("this JDK cannot do TLS", broken);
    }
  }

  /** For any number of channels. */
  ChannelCredentials credentials() {
    TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder().trustManager(trust);
    keys.ifPresent(builder::keyManager);
    return builder.build();
  }

  private void use(TlsMaterial material) throws GeneralSecurityException, IOException {
    if (material.trusted().isPresent()) {
      trust.updateTrustCredentials(material.trusted().get().toArray(X509Certificate[]::new));
    }
    if (keys.isPresent() && material.own().isPresent()) {
      TlsMaterial.Own own = material.own().get();
      keys.get().updateIdentityCredentials(own.chain().toArray(X509Certificate[]::new), own.key());
    }
  }

  /** On the timer's thread. */
  private void look() {
    List<String> now = stamps();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      use(TlsMaterial.read(tls));
      log.info("the TLS files for Cuebot have changed; new connections use them");
    } catch (UnusableException unusable) {
      log.warn(
          "the TLS files for Cuebot have changed and cannot be used, so the old stay in use: {}",
          unusable.getMessage());
    } catch (GeneralSecurityException | IOException broken) {
      log.warn(
          "the TLS files for Cuebot have changed and cannot be used, so the old stay in use",
          broken);
    }
  }

  /** What shows that a file is another: also one that was put in place of it at the same second. */
  private List<String> stamps() {
    return Stream.concat(
            tls.caFile().stream(),
            tls.identity().stream()
                .flatMap(identity -> Stream.of(identity.certFile(), identity.keyFile())))
        .map(TlsFiles::stamp)
        .toList();
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return is.lastModifiedTime() + " " + is.size() + " " + is.fileKey();
    } catch (IOException gone) {
      return "";
    }
  }
}
