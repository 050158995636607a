package io.farmgate.adapter.http.edge;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the certificate's files and hands on what they hold when that has changed. It reads
 * them: a time stamp does not change when a link is turned to another file. For one thread.
 */
final class TlsReload {
  private static final Logger log = LoggerFactory.getLogger(TlsReload.class);

  private final TlsFiles files;
  private final Duration interval;
  private byte[] certificates;
  private byte[] key;
  private String refused = "";
  private String said = "";

  /** Creates one that knows what the files hold now. */
  TlsReload(TlsFiles files, Duration interval) {
    this.files = files;
    this.interval = interval;
    this.certificates = TlsIdentity.bytes(files.certificate(), "certificates");
    this.key = TlsIdentity.bytes(files.key(), "a key");
  }

  /** Returns the identity that it starts from. */
  TlsIdentity first() {
    return TlsIdentity.of(files.certificate(), certificates, files.key(), key);
  }

  /**
   * Looks until the thread is interrupted.
   *
   * @param use called with every new identity
   */
  void watch(Consumer<TlsIdentity> use) {
    try {
      while (!Thread.interrupted()) {
        Thread.sleep(interval);
        look(use);
      }
    } catch (InterruptedException e) {
      // The server closes.
      Thread.currentThread().interrupt();
    }
  }

  private void look(Consumer<TlsIdentity> use) {
    try {
      byte[] newCertificates = TlsIdentity.bytes(files.certificate(), "certificates");
      byte[] newKey = TlsIdentity.bytes(files.key(), "a key");
      if (Arrays.equals(newCertificates, certificates) && Arrays.equals(newKey, key)) {
        refused = "";
        return;
      }
      TlsIdentity identity =
          TlsIdentity.of(files.certificate(), newCertificates, files.key(), newKey);
      use.accept(identity);
      certificates = newCertificates;
      key = newKey;
      refused = "";
      said = "";
      log.info("the new certificate is in use: {}", identity);
    } catch (EdgeException e) {
      refuse(String.valueOf(e.getMessage()));
    }
  }

  /** Two files cannot change at once: only what is wrong at two looks in a row is said, once. */
  private void refuse(String problem) {
    if (problem.equals(refused) && !problem.equals(said)) {
      said = problem;
      log.error("the old certificate stays in use, for the new one is wrong: {}", problem);
    }
    refused = problem;
  }
}
