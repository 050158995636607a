package io.farmgate.adapter.http.edge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate with its chain and its private key, read from PEM files and checked. Immutable; its
 * text does not show the key.
 */
public final class TlsIdentity {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([^-]*)-----END \\1-----");
  private static final String PKCS8 = "PRIVATE KEY";
  private static final int MAX_FILE_BYTES = 1 << 20;

  private final List<X509Certificate> chain;
  private final SSLContext context;

  private TlsIdentity(List<X509Certificate> chain, SSLContext context) {
    this.chain = chain;
    this.context = context;
  }

  /**
   * Reads and checks both files.
   *
   * @param certificateFile the certificate, then those that lead to its root
   * @param keyFile its private key, PKCS#8 and not encrypted
   * @throws EdgeException that names the file and says what is wrong with it
   */
  public static TlsIdentity load(Path certificateFile, Path keyFile) {
    return of(
        certificateFile, bytes(certificateFile, "certificates"), keyFile, bytes(keyFile, "a key"));
  }

  static TlsIdentity of(
      Path certificateFile, byte[] certificates, Path keyFile, byte[] privateKey) {
    List<X509Certificate> chain = chain(certificateFile, certificates);
    PublicKey publicKey = chain.getFirst().getPublicKey();
    PrivateKey key = key(keyFile, new String(privateKey, StandardCharsets.ISO_8859_1), publicKey);
    try {
      if (!match(key, publicKey)) {
        throw new EdgeException(
            keyFile + ": not the key of the first certificate in " + certificateFile);
      }
      return new TlsIdentity(chain, context(chain, key));
    } catch (GeneralSecurityException | IOException e) {
      throw new EdgeException(keyFile + ": cannot be used as a key: " + e.getMessage(), e);
    }
  }

  static byte[] bytes(Path file, String holds) {
    String expected = " (expected: a readable PEM file with " + holds + ")";
    try {
      if (Files.isRegularFile(file) && Files.size(file) > MAX_FILE_BYTES) {
        throw new EdgeException(file + ": larger than 1 MiB" + expected);
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new EdgeException(file + ": there is no such file" + expected, e);
    } catch (AccessDeniedException e) {
      throw new EdgeException(file + ": permission denied" + expected, e);
    } catch (IOException e) {
      throw new EdgeException(file + ": " + e.getMessage() + expected, e);
    }
  }

  private static List<X509Certificate> chain(Path file, byte[] bytes) {
    if (!new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE")) {
      throw new EdgeException(file + ": holds no certificate (expected: -----BEGIN CERTIFICATE)");
    }
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Certificate one :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))) {
        chain.add((X509Certificate) one);
      }
    } catch (CertificateException e) {
      throw new EdgeException(file + ": holds a certificate that cannot be read", e);
    }
    if (chain.isEmpty()) {
      throw new EdgeException(file + ": holds a certificate that cannot be read");
    }
    return chain;
  }

  private static PrivateKey key(Path file, String pem, PublicKey publicKey) {
    Matcher block = BLOCK.matcher(pem);
    Optional<String> other = Optional.empty();
    while (block.find()) {
      if (block.group(1).equals(PKCS8)) {
        try {
          byte[] der = Base64.getMimeDecoder().decode(block.group(2));
          return KeyFactory.getInstance(publicKey.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
          throw new EdgeException(
              file
                  + (e instanceof InvalidKeySpecException
                      ? ": no key of the kind of the certificate, " + publicKey.getAlgorithm()
                      : ": holds a key that cannot be read"),
              e);
        }
      }
      if (block.group(1).endsWith(PKCS8)) {
        other = Optional.of(block.group(1));
      }
    }
    throw new EdgeException(
        file
            + ": "
            + other.map(kind -> "holds an " + kind).orElse("holds no key")
            + " (expected: -----BEGIN PRIVATE KEY, which"
            + " 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW' makes of other forms)");
  }

  /** Signs something with the one key and checks it with the other. */
  private static boolean match(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] text = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(text);
    return signature.verify(signed);
  }

  private static SSLContext context(List<X509Certificate> chain, PrivateKey key)
      throws GeneralSecurityException, IOException {
    char[] none = new char[0];
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, none);
    store.setKeyEntry("farmgate", key, none, chain.toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, none);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Returns what is allowed but will not work for long, or not at all; a sentence each. */
  public List<String> warnings(Clock clock) {
    Instant now = clock.instant();
    X509Certificate own = chain.getFirst();
    if (now.isAfter(expires())) {
      return List.of("the certificate expired at " + expires() + "; clients will refuse it");
    }
    if (now.isBefore(own.getNotBefore().toInstant())) {
      return List.of(
          "the certificate is not valid before "
              + own.getNotBefore().toInstant()
              + "; clients will refuse it");
    }
    return List.of();
  }

  /** Returns until when the certificate is valid. */
  public Instant expires() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  SSLContext context() {
    return context;
  }

  @Override
  public String toString() {
    return chain.getFirst().getSubjectX500Principal() + ", valid until " + expires();
  }
}
