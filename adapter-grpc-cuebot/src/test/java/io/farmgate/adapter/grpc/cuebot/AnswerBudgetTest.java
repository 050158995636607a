package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.AnswerBudget.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AnswerBudgetTest {
  private final AnswerBudget budget = new AnswerBudget(100);
  private final List<String> happened = new ArrayList<>();
  private final List<Share> shares = new ArrayList<>();

  @Test
  void roomShouldBeGivenAtOnceWhereThereIsSome() {
    assertThat(ask("a", 60)).isNull();
    assertThat(ask("b", 40)).isNull();

    assertThat(happened).containsExactly("a granted", "b granted");
    assertThat(budget.heldBytes()).isEqualTo(100);
  }

  @Test
  void othersShouldWaitInOrderAndNobodyOvertake() {
    ask("a", 60);
    ask("large", 90);
    ask("small", 10);
    assertThat(happened).containsExactly("a granted");
    assertThat(budget.waiting()).isEqualTo(2);

    shares.getFirst().close();

    assertThat(happened).containsExactly("a granted", "large granted", "small granted");
    assertThat(budget.peakBytes()).isEqualTo(100);
  }

  @Test
  void callsThatFailAtOnceShouldNotBeGrantedOneInsideTheOther() {
    ask("a", 100);
    List<Integer> depths = new ArrayList<>();
    for (int i = 0; i < AnswerBudget.MAX_WAITING; i++) {
      assertThat(
              budget.acquire(
                  100,
                  new AnswerBudget.Waiting() {
                    @Override
                    public void granted(Share share) {
                      depths.add(Thread.currentThread().getStackTrace().length);
                      share.close();
                    }

                    @Override
                    public void refused() {
                      throw new AssertionError("refused");
                    }
                  }))
          .isNotNull();
    }

    shares.getFirst().close();

    assertThat(depths).hasSize(AnswerBudget.MAX_WAITING);
    assertThat(depths).containsOnly(depths.getFirst());
    assertThat(budget.heldBytes()).isZero();
  }

  @Test
  void moreThanThereIsShouldCountAsAll() {
    ask("a", 1000);

    assertThat(happened).containsExactly("a granted");
    assertThat(budget.heldBytes()).isEqualTo(100);
  }

  @Test
  void whoGivesUpShouldBeRefusedOnceAndLetTheNextOneIn() {
    ask("a", 60);
    Object large = Objects.requireNonNull(ask("large", 90));
    ask("small", 10);

    budget.giveUp(large);
    budget.giveUp(large);

    assertThat(happened).containsExactly("a granted", "large refused", "small granted");
    assertThat(budget.shed()).isEqualTo(1);
  }

  @Test
  void queueShouldHaveAnEnd() {
    ask("a", 100);
    for (int i = 0; i < AnswerBudget.MAX_WAITING; i++) {
      ask("waits", 1);
    }
    assertThat(ask("too many", 1)).isNull();

    assertThat(happened).containsExactly("a granted", "too many refused");
    budget.refuseAll();
    assertThat(budget.waiting()).isZero();
    assertThat(happened).hasSize(2 + AnswerBudget.MAX_WAITING);
  }

  @Test
  void shareShouldGrowAsFarAsThereIsRoomAndGiveBackOnce() {
    Share growing = new Share(budget, 0);
    assertThat(growing.growTo(30, 64)).isTrue();
    assertThat(budget.heldBytes()).as("a whole step").isEqualTo(64);
    assertThat(growing.growTo(90, 64)).isTrue();
    assertThat(budget.heldBytes()).as("no whole step fits").isEqualTo(90);
    assertThat(growing.growTo(101, 64)).isFalse();

    growing.shrinkTo(70);
    assertThat(budget.heldBytes()).isEqualTo(70);
    growing.close();
    growing.close();
    growing.shrinkTo(1);
    assertThat(growing.growTo(1, 1)).isFalse();
    assertThat(budget.heldBytes()).isZero();
    assertThat(budget.peakBytes()).isEqualTo(90);
  }

  private @Nullable Object ask(String name, long bytes) {
    return budget.acquire(
        bytes,
        new AnswerBudget.Waiting() {
          @Override
          public void granted(Share share) {
            happened.add(name + " granted");
            shares.add(share);
          }

          @Override
          public void refused() {
            happened.add(name + " refused");
          }
        });
  }
}
