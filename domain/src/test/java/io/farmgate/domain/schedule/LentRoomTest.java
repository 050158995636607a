package io.farmgate.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Cores;
import io.farmgate.domain.LentAmounts;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LentRoomTest {

  @Test
  void neitherThePartNorTheHostShouldEverGiveMoreThanItHas() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      LentAmounts max = amounts(random);
      Amounts free = new Amounts(Cores.of(random.nextInt(12)), random.nextInt(60), 2);
      LentAmounts inUse = LentAmounts.NONE;
      int threads = 1 + random.nextInt(3);
      for (int frame = 0; frame < 20; frame++) {
        int memory = 1 + random.nextInt(10);
        int gpus = random.nextInt(2);
        int gpuMemory = random.nextInt(4);
        Optional<Amounts> proc =
            new LentRoom(threads, max, inUse).proc(free, memory, gpus, gpuMemory);
        LentAmounts then = inUse.plus(new LentAmounts(Cores.of(threads), memory, gpus, gpuMemory));
        assertThat(proc.isPresent())
            .as("seed %d", seed)
            .isEqualTo(
                threads * 100 <= free.cores().hundredths()
                    && memory <= free.memoryBytes()
                    && gpus <= free.gpus()
                    && max.holds(then));
        if (proc.isPresent()) {
          assertThat(proc.get()).isEqualTo(new Amounts(Cores.of(threads), memory, gpus));
          free = free.minus(proc.get());
          inUse = then;
        }
      }
    }
  }

  @Test
  void eachAmountShouldBoundAPart() {
    LentAmounts max = new LentAmounts(Cores.of(2), 10, 1, 10);
    Amounts free = new Amounts(Cores.of(8), 100, 4);
    LentRoom room = new LentRoom(2, max, LentAmounts.NONE);

    assertThat(room.proc(free, 10, 1, 10)).contains(new Amounts(Cores.of(2), 10, 1));
    assertThat(room.proc(free, 11, 1, 10)).isEmpty();
    assertThat(room.proc(free, 10, 2, 10)).isEmpty();
    assertThat(room.proc(free, 10, 1, 11)).isEmpty();
    assertThat(new LentRoom(3, max, LentAmounts.NONE).proc(free, 1, 0, 0)).isEmpty();
    assertThat(room.proc(new Amounts(Cores.of(1), 100, 4), 1, 0, 0)).isEmpty();
  }

  private static LentAmounts amounts(Random random) {
    return new LentAmounts(
        Cores.of(random.nextInt(12)), random.nextInt(60), random.nextInt(4), random.nextInt(12));
  }
}
