package io.farmgate.adapter.http.rpc.method;

/** How answers look as JSON. */
public enum Profile {
  /** The reference's form: lowerCamelCase names, lists within their wrapping message. */
  STANDARD,
  /** The tutorial's form: snake_case names, bare lists, {@code stats} for {@code job_stats}. */
  FLAT
}
