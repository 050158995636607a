package io.farmgate.archfixture.adapter.embedded;

import com.nimbusds.jwt.JWT;

/** Breaks the rule on Nimbus. */
interface SeesNimbus {
  JWT token();
}
