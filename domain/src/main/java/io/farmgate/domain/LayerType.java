package io.farmgate.domain;

/** What kind of work a layer is. */
public enum LayerType {
  /** Work done before the rest of the job. */
  PRE,
  /** Work done after the rest of the job. */
  POST,
  RENDER,
  UTIL
}
