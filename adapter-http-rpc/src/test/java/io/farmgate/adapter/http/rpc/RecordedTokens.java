package io.farmgate.adapter.http.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.auth.HmacTokens;
import io.farmgate.domain.port.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes the tokens of the recorded requests, the broken ones too, from what they are made of. */
final class RecordedTokens {
  private static final String SECRET =
      "a secret of this test, of more than sixty-four bytes: 0123456789";
  private static final Pattern TIME = Pattern.compile("@([+-][0-9]+)");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEAD = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  TokenVerifier verifier() {
    return new HmacTokens(SECRET, Clock.systemUTC());
  }

  String good() {
    return signed(HEAD, "{\"sub\":\"ana\",\"exp\":@+3600}", "HS256", SECRET);
  }

  /**
   * Returns the value of the Authorization header.
   *
   * @param recipe null for a good one, JSON's null for none, a text for itself, or an object
   */
  @Nullable String authorization(@Nullable JsonNode recipe) {
    if (recipe == null) {
      return "Bearer " + good();
    }
    if (recipe.isNull() || recipe.isTextual()) {
      return recipe.textValue();
    }
    String token =
        signed(
            recipe.get("head").textValue(),
            recipe.get("claims").textValue(),
            recipe.path("alg").asText("HS256"),
            recipe.path("secret").asText(SECRET));
    if (recipe.has("signature")) {
      token = token.substring(0, token.lastIndexOf('.') + 1) + recipe.get("signature").textValue();
    }
    return recipe.path("scheme").asText("Bearer ") + edited(token, recipe.path("edit").asText());
  }

  private static String edited(String token, String edit) {
    int last = token.length() - 1;
    return switch (edit) {
      case "" -> token;
      case "cut" -> token.substring(0, last - 2);
      case "pad" -> token + "=";
      // Of the last character's six bits two mean nothing, which is where the next one differs.
      case "bits" -> token.substring(0, last) + (char) (token.charAt(last) + 1);
      default -> throw new IllegalArgumentException(edit);
    };
  }

  private static String signed(String head, String claims, String algorithm, String secret) {
    long now = Instant.now().getEpochSecond();
    String dated =
        TIME.matcher(claims).replaceAll(m -> Long.toString(now + Long.parseLong(m.group(1))));
    String text = base64(head) + "." + base64(dated);
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    // Java takes no empty key; HMAC fills every key with zeros, so that one zero is the same.
    byte[] atLeastOne = key.length == 0 ? new byte[1] : key;
    String name = "Hmac" + algorithm.replace("HS", "SHA");
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(atLeastOne, name));
      return text
          + "."
          + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
