package io.farmgate.opencue.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FloatTextPropertiesTest {
  @Property
  void floatsShouldReadBackAndBeNoLongerThanJavas(@ForAll int bits) throws IOException {
    float value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      String text = FloatTextTest.text(value);
      assertThat(Float.floatToRawIntBits(Float.parseFloat(text))).isEqualTo(bits);
      assertThat(digits(text)).isLessThanOrEqualTo(digits(Float.toString(value)));
    }
  }

  @Property
  void decimalsOfFewPlacesShouldComeBackAsWritten(@ForAll int number) throws IOException {
    int thousandths = number % 1_000_000;
    String decimal = BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString();
    assertThat(FloatTextTest.text(Float.parseFloat(decimal))).isEqualTo(decimal);
    assertThat(FloatTextTest.text(Double.parseDouble(decimal))).isEqualTo(decimal);
  }

  private static int digits(String text) {
    String mantissa = text.replaceAll("[eE].*", "").replace("-", "").replace(".", "");
    return mantissa.replaceAll("^0+", "").replaceAll("0+$", "").length();
  }
}
