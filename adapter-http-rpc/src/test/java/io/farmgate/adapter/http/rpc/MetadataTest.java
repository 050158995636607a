package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MetadataTest {

  @Test
  void namesAreWrittenAsHttpHeadersUsuallyAre() {
    assertThat(Metadata.canonical("x-deadline-ms")).isEqualTo("X-Deadline-Ms");
    assertThat(Metadata.canonical("x")).isEqualTo("X");
    assertThat(Metadata.canonical("")).isEmpty();
  }
}
