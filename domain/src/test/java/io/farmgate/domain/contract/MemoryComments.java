package io.farmgate.domain.contract;

import io.farmgate.domain.Comment;
import io.farmgate.domain.CommentId;
import io.farmgate.domain.Commented;
import io.farmgate.domain.port.Comments;
import io.farmgate.domain.spec.CommentRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The comments of {@link InMemoryFarm}. */
final class MemoryComments implements Comments {
  private final MemoryFarmState state;
  private int last;

  MemoryComments(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public List<Comment> on(Commented thing) {
    synchronized (state) {
      return find(thing).map(List::copyOf).orElse(List.of());
    }
  }

  @Override
  public Comment add(Commented thing, String user, String subject, String message) {
    CommentRules.check(user, subject, message);
    synchronized (state) {
      List<Comment> all = find(thing).orElseThrow(() -> missing(thing));
      CommentId id = new CommentId("comment-" + ++last);
      Comment added = new Comment(id, state.now(), user, subject, message);
      all.add(added);
      return added;
    }
  }

  @Override
  public void change(CommentId id, String subject, String message) {
    CommentRules.check(subject, message);
    synchronized (state) {
      with(id)
          .replaceAll(one ->
              one.id().equals(id)
                  ? new Comment(id, one.time(), one.user(), subject, message)
                  : one);
    }
  }

  @Override
  public void delete(CommentId id) {
    synchronized (state) {
      with(id).removeIf(one -> one.id().equals(id));
    }
  }

  private List<Comment> with(CommentId id) {
    return Stream.concat(
            Stream.of(state.hostComments), state.jobs().stream().map(job -> job.comments))
        .filter(all -> all.stream().anyMatch(one -> one.id().equals(id)))
        .findFirst()
        .orElseThrow(() -> MemoryFarmState.notFound("comment", id.value()));
  }

  private Optional<List<Comment>> find(Commented thing) {
    return switch (thing) {
      case Commented.OfJob job -> state.job(job.id()).map(found -> found.comments);
      case Commented.OfHost host ->
          host.id().equals(MemoryFarmState.HOST)
              ? Optional.of(state.hostComments)
              : Optional.empty();
    };
  }

  private static RuntimeException missing(Commented thing) {
    return switch (thing) {
      case Commented.OfJob job -> MemoryFarmState.notFound("job", job.id().value());
      case Commented.OfHost host -> MemoryFarmState.notFound("host", host.id().value());
    };
  }
}
