package io.farmgate.domain.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.range.SlowRange.Part;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many random ranges against {@link SlowRange}. The seed is fixed: a failure comes back. */
class FrameRangePropertiesTest {
  private static final int ROUNDS = 4_000;

  private final Random random = new Random(20_261_122);

  @Test
  void everyValidRangeShouldNameWhatTheSlowModelNames() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Part> parts = parts();
      List<Integer> expected = frames(parts);

      FrameRange range = FrameRange.parse(text(parts));

      assertThat(range.frames().boxed()).as(text(parts)).isEqualTo(expected);
      assertThat(range.size()).as(text(parts)).isEqualTo(expected.size());
      int index = random.nextInt(expected.size());
      assertThat(range.at(index)).as("%s at %d", range, index).isEqualTo(expected.get(index));
      assertThat(range).hasToString(text(parts));
    }
  }

  @Test
  void chunksShouldCutTheDistinctFramesInOrder() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Part> parts = parts();
      List<Integer> distinct = List.copyOf(new LinkedHashSet<>(frames(parts)));
      int size = 1 + random.nextInt(12);
      FrameRange range = FrameRange.parse(text(parts));

      List<FrameChunk> chunks = range.chunks(size);

      assertThat(chunks.stream().flatMap(chunk -> chunk.frames().boxed()))
          .as("%s in chunks of %d", range, size)
          .isEqualTo(distinct);
      assertThat(chunks.subList(0, chunks.size() - 1)).allMatch(chunk -> chunk.size() == size);
      assertThat(chunks.getLast().size()).isBetween(1, size);
      assertThat(range.chunkCount(size)).isEqualTo(chunks.size());
      assertThat(chunks)
          .allSatisfy(chunk -> {
            assertThat(chunk.first()).isEqualTo(chunk.frames().toArray()[0]);
            assertThat(chunk.last()).isEqualTo(chunk.frames().toArray()[chunk.size() - 1]);
            assertThat(range.chunkFrom(chunk.first(), size)).contains(chunk);
          });
    }
  }

  @Test
  void theTextOfAChunkShouldReadBackAsTheChunk() {
    for (int round = 0; round < ROUNDS; round++) {
      for (FrameChunk chunk : FrameRange.parse(text(parts())).chunks(1 + random.nextInt(30))) {
        FrameRange again = FrameRange.parse(chunk.spec());

        assertThat(again.frames().toArray())
            .as(chunk.spec())
            .containsExactly(chunk.frames().toArray());
        assertThat(again.chunks(again.size()).getFirst().spec())
            .as("canonical")
            .isEqualTo(chunk.spec());
      }
    }
  }

  @Test
  void anyTextShouldBeReadOrRefusedWithAPositionInIt() {
    String alphabet = "0123456789--,,xxyy:: +a\u0000\ud83d";
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      String text =
          IntStream.range(0, random.nextInt(14))
              .mapToObj(i -> "" + alphabet.charAt(random.nextInt(alphabet.length())))
              .collect(Collectors.joining());
      try {
        assertThat(FrameRange.parse(text, 1_000).size()).isBetween(1, 1_000);
      } catch (FarmException e) {
        refused++;
        assertThat(e.failure()).isInstanceOf(FarmFailure.Invalid.class);
        FarmFailure.Invalid failure = (FarmFailure.Invalid) e.failure();
        String where = failure.violations().getFirst().where();
        assertThat(where).matches("column \\d+");
        assertThat(Integer.parseInt(where.substring("column ".length())))
            .isBetween(1, text.length() + 1);
      }
    }
    assertThat(refused).isBetween(1_000, 19_999);
  }

  private List<Part> parts() {
    return IntStream.range(0, 1 + random.nextInt(4)).mapToObj(i -> part()).toList();
  }

  private Part part() {
    int first = random.nextInt(-30, 60);
    int last = random.nextInt(-30, 60);
    int size = 1 + random.nextInt(12);
    int step = first <= last ? size : -size;
    return switch (random.nextInt(6)) {
      case 0 -> new Part(first, first, Part.SINGLE, 1);
      case 1 -> new Part(first, last, Part.PLAIN, 1);
      case 2 -> new Part(first, last, ':', step);
      case 3 -> {
        Part inverse = new Part(first, last, 'y', step);
        yield inverse.frames().isEmpty() ? new Part(first, last, Part.PLAIN, 1) : inverse;
      }
      default -> new Part(first, last, 'x', step);
    };
  }

  private static List<Integer> frames(List<Part> parts) {
    List<Integer> frames = new ArrayList<>();
    parts.forEach(part -> frames.addAll(part.frames()));
    return frames;
  }

  private static String text(List<Part> parts) {
    return parts.stream().map(Part::text).collect(Collectors.joining(","));
  }
}
