package io.farmgate.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFileTest {
  @TempDir private Path folder;

  @Test
  void manyAtOnceShouldGetTheSameSecret() throws InterruptedException, ExecutionException {
    SecretSource source = new SecretSource.Kept(folder.resolve("home/jwt-secret"));
    Set<String> secrets = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(threads.submit(() -> SecretFile.open(source)));
      }
      for (Future<String> one : all) {
        secrets.add(one.get());
      }
    }

    assertThat(secrets).hasSize(1);
    assertThat(folder.resolve("home")).isDirectoryContaining("glob:**/jwt-secret");
    assertThat(folder.resolve("home")).isDirectoryNotContaining("glob:**/.jwt-secret*");
  }

  @Test
  void emptyFileShouldBeRefusedRatherThanUsed() throws IOException {
    Path file = Files.createFile(folder.resolve("jwt-secret"));

    assertThatThrownBy(() -> SecretFile.open(new SecretSource.Kept(file)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("delete it");
  }

  @Test
  void givenSecretShouldBeUsedAsItIs() throws IOException {
    assertThat(SecretFile.open(new SecretSource.Given(" as it is "))).isEqualTo(" as it is ");
  }
}
