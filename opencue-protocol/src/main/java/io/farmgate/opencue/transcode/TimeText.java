package io.farmgate.opencue.transcode;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Timestamps and durations as text, both ways. One object serves one conversion. */
final class TimeText {
  private static final long FIRST_SECOND = -62_135_596_800L; // 0001-01-01T00:00:00Z
  private static final long LAST_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z
  private static final long LONGEST_SECONDS = 315_576_000_000L;
  private static final int NANOS_PER_SECOND = 1_000_000_000;
  private static final int NANO_DIGITS = 9;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int LONGEST_INTEGER = 12;

  /** What was read last. */
  private long seconds;

  private int nanos;

  long seconds() {
    return seconds;
  }

  int nanos() {
    return nanos;
  }

  static boolean isTimestamp(long seconds, int nanos) {
    return seconds >= FIRST_SECOND
        && seconds <= LAST_SECOND
        && nanos >= 0
        && nanos < NANOS_PER_SECOND;
  }

  static boolean isDuration(long seconds, int nanos) {
    return Math.abs(Math.clamp(seconds, -LONGEST_SECONDS - 1, LONGEST_SECONDS + 1))
            <= LONGEST_SECONDS
        && nanos > -NANOS_PER_SECOND
        && nanos < NANOS_PER_SECOND
        && (seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0));
  }

  /** Writes a time for which {@link #isTimestamp} holds, in UTC. */
  static void writeTimestamp(JsonBuffer out, long seconds, int nanos) throws IOException {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
    out.put('"');
    pair(out, time.getYear() / 100);
    pair(out, time.getYear() % 100);
    out.put('-');
    pair(out, time.getMonthValue());
    out.put('-');
    pair(out, time.getDayOfMonth());
    out.put('T');
    pair(out, time.getHour());
    out.put(':');
    pair(out, time.getMinute());
    out.put(':');
    pair(out, time.getSecond());
    fraction(out, nanos);
    out.put('Z');
    out.put('"');
  }

  /** Writes a duration for which {@link #isDuration} holds. */
  static void writeDuration(JsonBuffer out, long seconds, int nanos) throws IOException {
    out.put('"');
    if (seconds < 0 || nanos < 0) {
      out.put('-');
    }
    DecimalText.write(out, Math.abs(seconds));
    fraction(out, Math.abs(nanos));
    out.put('s');
    out.put('"');
  }

  private static void pair(JsonBuffer out, int value) throws IOException {
    out.put((char) ('0' + value / 10));
    out.put((char) ('0' + value % 10));
  }

  /** Writes 0, 3, 6 or 9 digits, as few as hold the value. */
  private static void fraction(JsonBuffer out, int nanos) throws IOException {
    if (nanos == 0) {
      return;
    }
    out.put('.');
    int rest = nanos;
    for (int unit = 100_000_000, digits = 0; digits % 3 != 0 || rest > 0; unit /= 10, digits++) {
      out.put((char) ('0' + rest / unit));
      rest %= unit;
    }
  }

  /** Reads RFC 3339 with capital T and Z; returns false if the text is anything else. */
  boolean readTimestamp(byte[] text, int from, int end) {
    boolean isShaped =
        end - from >= 20
            && text[from + 4] == '-'
            && text[from + 7] == '-'
            && text[from + 10] == 'T'
            && text[from + 13] == ':'
            && text[from + 16] == ':';
    if (!isShaped) {
      return false;
    }
    int year = digits(text, from, 4);
    int month = digits(text, from + 5, 2);
    int day = digits(text, from + 8, 2);
    int second =
        secondOfDay(
            digits(text, from + 11, 2), digits(text, from + 14, 2), digits(text, from + 17, 2));
    int at = from + 19;
    nanos = 0;
    if (text[at] == '.') {
      int fractionEnd = readFraction(text, at + 1, end);
      if (fractionEnd == at + 1) {
        return false;
      }
      at = fractionEnd;
    }
    int offset = offset(text, at, end);
    if (second < 0 || year < 0 || month < 0 || day < 0 || offset == Integer.MIN_VALUE) {
      return false;
    }
    try {
      seconds = LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY + second - offset;
    } catch (DateTimeException e) {
      return false;
    }
    return isTimestamp(seconds, nanos);
  }

  /** Returns the offset from UTC in seconds, or the smallest integer if there is none. */
  private static int offset(byte[] text, int at, int end) {
    if (end - at == 1 && text[at] == 'Z') {
      return 0;
    }
    boolean isShaped = end - at == 6 && (text[at] == '+' || text[at] == '-') && text[at + 3] == ':';
    int seconds = isShaped ? secondOfDay(digits(text, at + 1, 2), digits(text, at + 4, 2), 0) : -1;
    return seconds < 0 ? Integer.MIN_VALUE : text[at] == '-' ? -seconds : seconds;
  }

  private static int secondOfDay(int hour, int minute, int second) {
    boolean isTime =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    return isTime ? (hour * 60 + minute) * 60 + second : -1;
  }

  /** Returns a number of exactly {@code count} digits, or -1. */
  private static int digits(byte[] text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      if (!isDigit(text[i])) {
        return -1;
      }
      value = value * 10 + text[i] - '0';
    }
    return value;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** Reads up to nine digits into {@link #nanos}; returns where they end. */
  private int readFraction(byte[] text, int from, int end) {
    int at = from;
    nanos = 0;
    for (int i = 0; i < NANO_DIGITS; i++) {
      nanos *= 10;
      if (at == from + i && at < end && isDigit(text[at])) {
        nanos += text[at++] - '0';
      }
    }
    return at;
  }

  /**
   * Reads seconds with a sign or none, an integer or a fraction or both, and an {@code s}, as Go
   * does; returns false if the text is anything else.
   */
  boolean readDuration(byte[] text, int from, int end) {
    if (end - from < 2 || text[end - 1] != 's') {
      return false;
    }
    int last = end - 1;
    boolean minus = text[from] == '-';
    int at = minus || text[from] == '+' ? from + 1 : from;
    int integer = at;
    seconds = 0;
    nanos = 0;
    while (at < last && isDigit(text[at]) && at - integer <= LONGEST_INTEGER) {
      seconds = seconds * 10 + text[at++] - '0';
    }
    boolean hasLeadingZero = at - integer > 1 && text[integer] == '0';
    boolean isEmpty = at == last && at == integer;
    if (hasLeadingZero || isEmpty) {
      return false;
    }
    if (at < last && text[at] == '.') {
      at = readFraction(text, at + 1, last);
    }
    if (at != last || seconds > LONGEST_SECONDS) {
      return false;
    }
    if (minus) {
      seconds = -seconds;
      nanos = -nanos;
    }
    return true;
  }
}
