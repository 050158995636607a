package io.farmgate.adapter.embedded;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens files under a few folders and nowhere else.
 *
 * <p>Where a path leads is asked of the file system first, with all links followed: links that stay
 * under the roots are fine. The way that was found is then gone anew from the root, folder by
 * folder, each opened relative to the one before and none through a link ({@code openat} with
 * {@code O_NOFOLLOW}). So whoever swaps a folder for a link meanwhile gets a refusal, not a file
 * from elsewhere. The last name may be no link at all, and only a regular file is opened.
 */
final class LogRoots {
  private final List<Path> roots;

  /** Allows what is under {@code roots}, which are absolute; none of them has to exist yet. */
  LogRoots(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  /** That a path leads to where nothing is read, whether or not there is something. */
  static final class OutsideException extends IOException {
    private static final long serialVersionUID = 1;

    OutsideException() {
      super("outside of the roots");
    }
  }

  /**
   * Opens a file.
   *
   * @throws NoSuchFileException where it is not there
   * @throws OutsideException where it is not under a root, or is no regular file
   */
  Opened open(Path file) throws IOException {
    @Nullable Path folder = file.getParent();
    @Nullable Path name = file.getFileName();
    if (folder == null || name == null || !file.isAbsolute() || !isPlain(file)) {
      throw new OutsideException();
    }
    Path real = real(folder);
    for (Path root : roots) {
      Optional<Path> base = realRoot(root);
      if (base.isPresent() && real.startsWith(base.get())) {
        return open(base.get(), base.get().relativize(real), name);
      }
    }
    throw new OutsideException();
  }

  private static boolean isPlain(Path file) {
    for (Path name : file) {
      if (name.toString().equals("..") || name.toString().equals(".")) {
        return false;
      }
    }
    return true;
  }

  /** Whether something outside is there is nobody's business. */
  private Path real(Path folder) throws IOException {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      boolean inside = roots.stream().anyMatch(folder::startsWith);
      throw inside ? new NoSuchFileException(folder.toString()) : new OutsideException();
    }
  }

  private static Optional<Path> realRoot(Path root) {
    try {
      return Optional.of(root.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  // The folder is closed with what is opened in it.
  @SuppressWarnings("StreamResourceLeak")
  private static Opened open(Path root, Path way, Path name) throws IOException {
    SecureDirectoryStream<Path> folder = secure(Files.newDirectoryStream(root));
    boolean done = false;
    try {
      for (Path step : way) {
        if (!step.toString().isEmpty()) {
          SecureDirectoryStream<Path> next =
              folder.newDirectoryStream(step, LinkOption.NOFOLLOW_LINKS);
          folder.close();
          folder = next;
        }
      }
      Object key = fileKey(folder, name);
      SeekableByteChannel channel =
          folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
      Opened opened = new Opened(folder, name, key, channel);
      done = true;
      return opened;
    } finally {
      if (!done) {
        folder.close();
      }
    }
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new IOException("this system cannot open files relative to a folder");
  }

  private static Object fileKey(SecureDirectoryStream<Path> folder, Path name) throws IOException {
    BasicFileAttributes attributes =
        folder
            .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
    if (!attributes.isRegularFile()) {
      throw new OutsideException();
    }
    return Objects.requireNonNull(attributes.fileKey(), "a file key");
  }

  /** A file that is open, and its folder, so that it can be looked for by its name again. */
  record Opened(
      SecureDirectoryStream<Path> folder, Path name, Object key, SeekableByteChannel channel)
      implements AutoCloseable {

    /** Tells whether the name still stands for this file. */
    boolean isStillThere() {
      try {
        return fileKey(folder, name).equals(key);
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      try (folder) {
        channel.close();
      }
    }
  }
}
