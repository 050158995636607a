package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FloatTextTest {
  @Test
  void floatsShouldLookAsInGo() throws IOException {
    assertThat(text(0f)).isEqualTo("0");
    assertThat(text(-0f)).isEqualTo("-0");
    assertThat(text(1f)).isEqualTo("1");
    assertThat(text(1.5f)).isEqualTo("1.5");
    assertThat(text(-37.25f)).isEqualTo("-37.25");
    assertThat(text(0.001f)).isEqualTo("0.001");
    assertThat(text(0.1f)).isEqualTo("0.1");
    assertThat(text(200_000f)).isEqualTo("200000");
    assertThat(text(999_999f)).isEqualTo("999999");
    assertThat(text(16_777_216f)).isEqualTo("16777216");
    assertThat(text(123_456_790f)).isEqualTo("123456790");
    assertThat(text(-0.000001f)).isEqualTo("-0.000001");
    assertThat(text(0.0000009f)).isEqualTo("9e-7");
    assertThat(text(1.25e-10f)).isEqualTo("1.25e-10");
    assertThat(text(1e20f)).isEqualTo("100000000000000000000");
    assertThat(text(1e21f)).isEqualTo("1e+21");
    assertThat(text(Float.MAX_VALUE)).isEqualTo("3.4028235e+38");
    assertThat(text(Float.MIN_VALUE)).isEqualTo("1e-45");
    assertThat(text(Float.MIN_NORMAL)).isEqualTo("1.1754944e-38");
    assertThat(text(Float.NaN)).isEqualTo("\"NaN\"");
    assertThat(text(Float.POSITIVE_INFINITY)).isEqualTo("\"Infinity\"");
    assertThat(text(Float.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
  }

  @Test
  void doublesShouldLookAsInGo() throws IOException {
    assertThat(text(0.0)).isEqualTo("0");
    assertThat(text(-0.0)).isEqualTo("-0");
    assertThat(text(0.1)).isEqualTo("0.1");
    assertThat(text(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(text(123_456_789.125)).isEqualTo("123456789.125");
    assertThat(text(999_999_999_999_999.0)).isEqualTo("999999999999999");
    assertThat(text(9_007_199_254_740_992.0)).isEqualTo("9007199254740992");
    assertThat(text(1e20)).isEqualTo("100000000000000000000");
    assertThat(text(123_456_789_012_345_680_000.0)).isEqualTo("123456789012345680000");
    assertThat(text(1e21)).isEqualTo("1e+21");
    assertThat(text(1e23)).isEqualTo("1e+23");
    assertThat(text(2e-323)).isEqualTo("2e-323");
    assertThat(text(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(text(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
    assertThat(text(1e-6)).isEqualTo("0.000001");
    assertThat(text(1e-7)).isEqualTo("1e-7");
    assertThat(text(-1.5e-7)).isEqualTo("-1.5e-7");
  }

  static String text(float value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonBuffer out =
        new JsonBuffer((chunk, from, n, last) -> bytes.write(chunk, from, n), 1_024, 0);
    FloatText.write(out, value);
    out.finish();
    return bytes.toString(UTF_8);
  }

  static String text(double value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonBuffer out =
        new JsonBuffer((chunk, from, n, last) -> bytes.write(chunk, from, n), 1_024, 0);
    FloatText.write(out, value);
    out.finish();
    return bytes.toString(UTF_8);
  }
}
