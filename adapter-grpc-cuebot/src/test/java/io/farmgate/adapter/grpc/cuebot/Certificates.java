package io.farmgate.adapter.grpc.cuebot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes certificates for tests, so that no private key has to be kept. */
final class Certificates {
  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final byte[] ECDSA_WITH_SHA256 =
      der(0x30, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

  private Certificates() {}

  /** A certificate and its key. */
  record Issued(X509Certificate certificate, KeyPair keys) {
    void writeCertificate(Path file) throws IOException, GeneralSecurityException {
      Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
    }

    void writeKey(Path file) throws IOException {
      Files.writeString(file, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }
  }

  /** One that vouches for others. */
  static Issued authority(String name) throws GeneralSecurityException {
    return issue(name, null, keys(), Duration.ofDays(1), new byte[0]);
  }

  /** One for the loopback address, good for a day. */
  static Issued forLoopback(Issued authority) throws GeneralSecurityException {
    return issue("farm", authority, keys(), Duration.ofDays(1), der(0x87, 127, 0, 0, 1));
  }

  /** One for the loopback address whose time is over. */
  static Issued expired(Issued authority) throws GeneralSecurityException {
    return issue("farm", authority, keys(), Duration.ofHours(-1), der(0x87, 127, 0, 0, 1));
  }

  /** One for the server of that name. */
  static Issued forName(Issued authority, String name) throws GeneralSecurityException {
    return issue(
        "farm",
        authority,
        keys(),
        Duration.ofDays(1),
        der(0x82, name.getBytes(StandardCharsets.US_ASCII)));
  }

  /** A new certificate for the same key. */
  static Issued renewed(Issued old, Issued authority) throws GeneralSecurityException {
    return issue("farm", authority, old.keys(), Duration.ofDays(1), der(0x87, 127, 0, 0, 1));
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static Issued issue(
      String subject, @Nullable Issued authority, KeyPair keys, Duration goodFor, byte[] altName)
      throws GeneralSecurityException {
    Instant now = Instant.now();
    byte[] issuer =
        authority == null
            ? name(subject)
            : authority.certificate().getSubjectX500Principal().getEncoded();
    byte[] extensions =
        authority == null
            // Basic constraints, critical: an authority.
            ? der(
                0x30, oid(0x55, 0x1d, 0x13), der(0x01, 0xff), der(0x04, der(0x30, der(0x01, 0xff))))
            : der(0x30, oid(0x55, 0x1d, 0x11), der(0x04, der(0x30, altName)));
    byte[] body =
        der(
            0x30,
            der(0xa0, der(0x02, 2)),
            der(0x02, BigInteger.valueOf(SERIAL.getAndIncrement()).toByteArray()),
            ECDSA_WITH_SHA256,
            issuer,
            der(0x30, time(now.minus(Duration.ofDays(2))), time(now.plus(goodFor))),
            name(subject),
            keys.getPublic().getEncoded(),
            der(0xa3, der(0x30, extensions)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign((authority == null ? keys : authority.keys()).getPrivate());
    signature.update(body);
    byte[] whole =
        der(0x30, body, ECDSA_WITH_SHA256, der(0x03, concat(new byte[] {0}, signature.sign())));
    return new Issued(
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(whole)),
        keys);
  }

  private static byte[] name(String common) {
    byte[] text = der(0x0c, common.getBytes(StandardCharsets.UTF_8));
    return der(0x30, der(0x31, der(0x30, oid(0x55, 0x04, 0x03), text)));
  }

  private static byte[] time(Instant instant) {
    return der(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] oid(int... bytes) {
    return der(0x06, bytes);
  }

  private static byte[] der(int tag, int... content) {
    byte[] bytes = new byte[content.length];
    for (int i = 0; i < content.length; i++) {
      bytes[i] = (byte) content[i];
    }
    return der(tag, bytes);
  }

  private static byte[] der(int tag, byte[]... parts) {
    byte[] content = concat(parts);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 128) {
      out.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int from = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - from));
      out.write(length, from, length.length - from);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
