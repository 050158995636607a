package io.farmgate.adapter.grpc.cuebot;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS to what stands in front of a Cuebot.
 *
 * @param caFile PEM certificates that the other side's must come from; absent for those that the
 *     JDK trusts
 * @param identity what the gateway shows when it is asked who it is; absent for nothing
 * @param serverName what the other side's certificate must be made out to; absent for the host of
 *     its endpoint
 */
public record CuebotTls(
    Optional<Path> caFile, Optional<Identity> identity, Optional<String> serverName) {

  /**
   * A certificate and its key.
   *
   * @param certFile PEM, the certificate first and those that vouch for it after
   * @param keyFile PEM, PKCS#8, without a password
   */
  public record Identity(Path certFile, Path keyFile) {}

  /** The files, for messages. */
  public enum Part {
    /** The certificates that are trusted. */
    CA_FILE,
    /** The gateway's own. */
    CERT_FILE,
    /** Its key. */
    KEY_FILE
  }

  /** A file that cannot be used. The message names it and what was expected. */
  public static final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Part part;

    UnusableException(Part part, String message) {
      super(message);
      this.part = part;
    }

    /** Returns which of the files it is. */
    public Part part() {
      return part;
    }
  }

  /**
   * Reads the files, as a start does.
   *
   * @throws UnusableException where one is missing, cannot be read, is no PEM of the right kind, or
   *     the key is not the certificate's
   */
  public void check() {
    var _ = TlsMaterial.read(this);
  }
}
