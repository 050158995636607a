package io.farmgate.archfixture.adapter.http.rpc;

import java.sql.Connection;

/** Breaks the rule on SQL. */
interface SpeaksSql {
  Connection connection();
}
