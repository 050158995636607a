package io.farmgate.opencue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The compiled contract is OpenCue's, to the last number. */
final class OpenCueContractTest {
  private final List<String> wanted = ContractFacts.of(resource("contract.txt"));
  private final List<String> compiled = ContractFacts.of(OpenCueContract.files());

  @Test
  void shouldHoldEverythingThatOpenCueSpeaks() {
    assertThat(missingFrom(compiled, wanted)).isEmpty();
  }

  @Test
  void shouldHoldNothingThatOpenCueDoesNotSpeak() {
    assertThat(missingFrom(wanted, compiled)).isEmpty();
  }

  @Test
  void shouldHaveTheKnownSize() {
    assertThat(count(fact -> fact.matches("file \\S+ package \\S+"))).isEqualTo(18);
    assertThat(count(fact -> fact.matches("file [^:]+: service \\S+"))).isEqualTo(28);
    assertThat(count(fact -> fact.matches("service [^:]+: .+"))).isEqualTo(304);
    assertThat(count(fact -> fact.matches("file [^:]+: message \\S+"))).isEqualTo(718);
    assertThat(count(fact -> fact.matches("message [^:]+: .+"))).isEqualTo(1491);
    assertThat(count(fact -> fact.matches("file [^:]+: enum \\S+"))).isEqualTo(22);
    assertThat(count(fact -> fact.matches("enum [^:]+: .+"))).isEqualTo(134);
    assertThat(compiled).hasSize(18 + 28 + 304 + 718 + 1491 + 22 + 134).doesNotHaveDuplicates();
  }

  @Test
  void shouldListItsFilesByName() {
    assertThat(OpenCueContract.files())
        .isSortedAccordingTo(
            Comparator.comparing(FileDescriptor::getName, String.CASE_INSENSITIVE_ORDER));
  }

  @Test
  void shouldNeedNoFileThatItDoesNotList() {
    List<FileDescriptor> files = OpenCueContract.files();

    assertThat(files)
        .allSatisfy(file -> assertThat(files).containsAll(file.getDependencies()))
        .allSatisfy(file -> assertThat(file.getExtensions()).isEmpty());
  }

  private static List<String> missingFrom(List<String> some, List<String> all) {
    var have = new HashSet<>(some);
    return all.stream().filter(fact -> !have.contains(fact)).toList();
  }

  private long count(Predicate<String> kind) {
    return compiled.stream().filter(kind).count();
  }

  private static String resource(String name) {
    try (InputStream in = OpenCueContractTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }
}
