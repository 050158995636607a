package io.farmgate.adapter.grpc.cuebot.guard;

import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.range.FrameRange;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the text of a field must be. */
enum TextRule {
  /** A frame range of at most {@link FrameRange#MAX_FRAMES} frames. */
  RANGE {
    @Override
    @Nullable Problem problem(String text) {
      try {
        FrameRange.parse(text);
        return null;
      } catch (FarmException refused) {
        return new Problem("", refused.failure().message(), "range");
      }
    }
  },
  /** A regular expression as PostgreSQL reads them. */
  REGEX {
    @Override
    @Nullable Problem problem(String text) {
      String wrong = PostgresRegex.problem(text);
      return wrong == null
          ? null
          : new Problem(
              "",
              Echo.quoted(text) + ": " + wrong + " (expected: a POSIX regular expression)",
              "regex");
    }
  },
  /** One number, or two with a hyphen between. */
  AMOUNT {
    @Override
    @Nullable Problem problem(String text) {
      return AMOUNT_TEXT.matcher(text).matches()
          ? null
          : new Problem("", Echo.quoted(text) + " (expected: as 2 or 2-4.5)", "range");
    }
  },
  /** A job specification; only its frame ranges are looked at. */
  SPEC {
    @Override
    @Nullable Problem problem(String text) {
      return SpecRanges.problem(text);
    }
  };

  private static final String NUMBER = "(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)";

  private static final Pattern AMOUNT_TEXT = Pattern.compile(NUMBER + "(?:-" + NUMBER + ")?");

  /** Returns what is wrong; null for nothing. An empty text is as good as no field. */
  @Nullable Problem check(String text) {
    return text.isEmpty() ? null : problem(text);
  }

  abstract @Nullable Problem problem(String text);
}
