package io.farmgate.bootstrap.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps the secret that tokens are signed with in a file that only its owner reads. */
public final class SecretFile {
  private static final int RANDOM_BYTES = 48;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private SecretFile() {}

  /**
   * Returns the secret of {@code source}, and makes one where none is kept yet. Two processes that
   * do so at once get the same one.
   *
   * @throws IOException where the file can be neither read nor made
   */
  public static String open(SecretSource source) throws IOException {
    return switch (source) {
      case SecretSource.Given(String value) -> value;
      case SecretSource.Kept(Path file) -> kept(file);
    };
  }

  private static String kept(Path file) throws IOException {
    if (!Files.exists(file)) {
      make(file);
    }
    String secret = Files.readString(file).strip();
    if (secret.isEmpty()) {
      throw new IOException(file + ": empty (expected: a secret; delete it to have one generated)");
    }
    return secret;
  }

  /** Writes it whole beside its place, then links it there: nobody ever sees half a secret. */
  private static void make(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + ": not in a folder");
    }
    boolean posix = posix(folder);
    Files.createDirectories(folder, only(posix, "rwx------"));
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path whole = Files.createTempFile(folder, ".jwt-secret", "", only(posix, "rw-------"));
    try {
      Files.writeString(whole, secret + "\n", StandardCharsets.US_ASCII);
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      return; // Somebody else was first; theirs counts.
    } catch (UnsupportedOperationException | FileSystemException e) {
      // No hard links on this file system. A move is as whole, but the later of two wins.
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** Reads an operator's own file; empty where there is nothing readable in it. */
  static Optional<String> read(Path file, List<String> warnings) {
    try {
      String secret = Files.readString(file).strip();
      if (readableByOthers(file)) {
        warnings.add(
            "JWT_SECRET_FILE: " + file + " can be read by others than its owner (chmod 600)");
      }
      return secret.isEmpty() ? Optional.empty() : Optional.of(secret);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Tells whether somebody but the owner can use a file; false where nobody can tell. */
  static boolean readableByOthers(Path file) {
    try {
      return posix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] only(boolean posix, String permissions) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
