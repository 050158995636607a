package io.farmgate.adapter.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens with the JDK alone, as another program would: no Nimbus, no padding of the key. */
final class HandMadeToken {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private HandMadeToken() {}

  static String hs256(String secret, String claims) {
    return of(secret, "HmacSHA256", "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", claims);
  }

  static String of(String secret, String mac, String header, String claims) {
    String signed = segment(header) + "." + segment(claims);
    return signed + "." + BASE64.encodeToString(hmac(secret, mac, signed));
  }

  static String segment(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(String secret, String algorithm, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
