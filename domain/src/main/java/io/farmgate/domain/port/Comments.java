package io.farmgate.domain.port;

import io.farmgate.domain.Comment;
import io.farmgate.domain.CommentId;
import io.farmgate.domain.Commented;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.spec.CommentRules;
import java.util.List;

/**
 * What people leave on jobs and hosts. What returned is durable. Each change throws {@link
 * FarmException} with {@link FarmFailure.NotFound} for an unknown id, and with {@link
 * FarmFailure.Invalid} for words that {@link CommentRules} refuse.
 */
public interface Comments {
  /** Returns the comments on something, oldest first; none on what is not there. */
  List<Comment> on(Commented thing);

  /** Adds a comment, of now. */
  Comment add(Commented thing, String user, String subject, String message);

  /** Changes the words of a comment; who left it and when stays. */
  void change(CommentId id, String subject, String message);

  /** Removes a comment. */
  void delete(CommentId id);
}
