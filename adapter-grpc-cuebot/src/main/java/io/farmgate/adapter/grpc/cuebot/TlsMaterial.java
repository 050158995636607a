package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.adapter.grpc.cuebot.CuebotTls.Part;
import io.farmgate.adapter.grpc.cuebot.CuebotTls.UnusableException;
import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The contents of the TLS files, checked.
 *
 * @param trusted absent for those that the JDK trusts
 */
record TlsMaterial(Optional<List<X509Certificate>> trusted, Optional<Own> own) {
  private static final byte[] SAMPLE = {1, 2, 3};

  /** The gateway's certificate, those that vouch for it, and the key. */
  record Own(List<X509Certificate> chain, PrivateKey key) {}

  /** As {@link CuebotTls#check}. */
  static TlsMaterial read(CuebotTls tls) {
    return new TlsMaterial(
        tls.caFile().map(file -> certificates(Part.CA_FILE, file)),
        tls.identity().map(TlsMaterial::own));
  }

  private static Own own(CuebotTls.Identity identity) {
    List<X509Certificate> chain = certificates(Part.CERT_FILE, identity.certFile());
    PrivateKey key = key(identity.keyFile());
    if (!belongs(key, chain.getFirst().getPublicKey())) {
      throw new UnusableException(
          Part.KEY_FILE,
          identity.keyFile()
              + " is not the key of the certificate in "
              + identity.certFile()
              + " (expected: the private key of the first certificate)");
    }
    return new Own(chain, key);
  }

  private static List<X509Certificate> certificates(Part part, Path file) {
    byte[] bytes = bytes(part, file);
    try {
      X509Certificate[] all = CertificateUtils.getX509Certificates(new ByteArrayInputStream(bytes));
      if (all.length > 0) {
        return List.of(all);
      }
    } catch (CertificateException noCertificate) {
      // Said below, without the parser's words.
    }
    throw new UnusableException(
        part, file + " holds no certificate (expected: PEM, -----BEGIN CERTIFICATE-----)");
  }

  private static PrivateKey key(Path file) {
    byte[] bytes = bytes(Part.KEY_FILE, file);
    try {
      return CertificateUtils.getPrivateKey(new ByteArrayInputStream(bytes));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException noKey) {
      // Without the parser's words: they may quote the key.
      throw new UnusableException(
          Part.KEY_FILE,
          file
              + " holds no private key that can be read (expected: PEM without a password,"
              + " -----BEGIN PRIVATE KEY-----)");
    }
  }

  private static byte[] bytes(Part part, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw new UnusableException(part, file + " does not exist (expected: a PEM file)");
    } catch (IOException unreadable) {
      throw new UnusableException(part, file + " cannot be read (expected: a readable PEM file)");
    }
  }

  private static boolean belongs(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(SAMPLE);
      byte[] signature = signing.sign();
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(certified);
      checking.update(SAMPLE);
      return checking.verify(signature);
    } catch (GeneralSecurityException differentKinds) {
      return false;
    }
  }
}
