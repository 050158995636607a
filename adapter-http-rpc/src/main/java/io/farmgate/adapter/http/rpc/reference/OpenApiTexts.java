package io.farmgate.adapter.http.rpc.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of the OpenAPI document that no descriptor has a say in. */
final class OpenApiTexts {
  private static final String INFO =
      """
      OpenCue's RPC style over HTTP and JSON, on any farm: POST to `/package.Service/Method` with \
      the request message as JSON. This document is written from the same descriptors and tables \
      that serve the calls.

      **Other farms.** The paths below are those of the default farm. `/farms/NAME` before any of \
      them calls the farm of that name.

      **The flat profile.** `/flat` before a path (after `/farms/NAME`), or `Accept: \
      application/json;profile=flat`, asks for the short form of answers: members in snake_case \
      as in the .proto files, a message that only wraps a list (`...Seq`) as the bare list, \
      `stats` for `job_stats`, `total_frames` beside a job's own members, and the documented word \
      for a job's state. Requests and errors are the same. The schemas here are those of the \
      standard form.

      **Requests.** `in.` schemas say what is taken: members in lowerCamelCase or as in the .proto \
      files, but not both at once; null as if not there; numbers also as strings (no schema can \
      say that an integer's must be whole and in range then); enums by name, or by number but not \
      as a string; bytes in base64. A body may be missing, which is a message without fields. \
      Members that a message does not have are ignored and named in the header \
      `X-Farmgate-Ignored`. Calls that OpenCue's documents have otherwise than its contract take \
      both forms.

      **Answers.** `out.` schemas say what is answered: every member is there, a message that is \
      not set as null, 64-bit integers as strings, enums by name (by number where the gateway \
      does not know the name), bytes in base64; only members of a oneof are left out when not set. \
      A later contract may add members.

      **Extensions.** `x-farmgate-role` is the least role that may call (viewer, operator, admin). \
      `x-farmgate-exposure` is open, closed (answered 403) or elsewhere (answered 501). \
      `x-farmgate-embedded` tells whether a farm that does not speak OpenCue serves it. \
      `x-farmgate-aliases` are other paths of the same call.
      """;

  /** What each status of a refusal means, in ascending order. */
  static final Map<String, String> FAILURES = failuresByStatus();

  private OpenApiTexts() {}

  private static Map<String, String> failuresByStatus() {
    Map<String, String> failures = new LinkedHashMap<>();
    failures.put("400", "The body is not such a message, or the farm is not in a state for it.");
    failures.put("401", "There is no token, or it cannot be read.");
    failures.put("403", "The token is refused, its role does not suffice, or the call is closed.");
    failures.put("404", "What the body names is not there, or the farm of that name is not.");
    failures.put("409", "There is such a thing already.");
    failures.put("413", "The body is too long.");
    failures.put("429", "Too much was asked for; Retry-After may say when to come back.");
    failures.put("500", "A fault in the gateway or the farm; the log has more under the id.");
    failures.put("501", "The farm does not offer the call.");
    failures.put("503", "The farm cannot be reached; Retry-After may say when to come back.");
    failures.put(
        "504", "The farm did not answer in time; with outcome unknown, it may have acted.");
    return Collections.unmodifiableMap(failures);
  }

  static ObjectNode info() {
    ObjectNode info = object().put("title", "Farmgate: OpenCue's RPC style");
    info.put("version", "1").put("description", INFO);
    info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
    return info;
  }

  static ObjectNode error() {
    ObjectNode error = object().put("type", "object");
    ObjectNode properties = error.putObject("properties");
    properties.putObject("error").put("type", "string").put("description", "The message again.");
    properties
        .putObject("code")
        .put("type", "integer")
        .put("description", "The gRPC status code, for example 5 for NOT_FOUND.");
    properties
        .putObject("message")
        .put("type", "string")
        .put("description", "What was wrong, where, and what was expected.");
    properties
        .putObject("details")
        .put("type", "array")
        .put("description", "What else the farm says: google.protobuf.Any messages.")
        .putObject("items")
        .put("type", "object");
    ObjectNode outcome = properties.putObject("outcome").put("type", "string");
    outcome.put("description", "There where a call that ran out of time may have taken effect.");
    outcome.putArray("enum").add("unknown");
    properties
        .putObject("requestId")
        .put("type", "string")
        .put("description", "There with status 500 of a farm: what to search the log for.");
    ArrayNode required = error.putArray("required");
    List.of("error", "code", "message", "details").forEach(required::add);
    return error;
  }

  static ObjectNode failures() {
    ObjectNode responses = object();
    FAILURES.forEach((status, text) -> {
      ObjectNode response = responses.putObject(status).put("description", text);
      response
          .putObject("headers")
          .putObject("X-Request-Id")
          .put("$ref", "#/components/headers/X-Request-Id");
      response
          .putObject("content")
          .putObject("application/json")
          .putObject("schema")
          .put("$ref", "#/components/schemas/Error");
    });
    return responses;
  }

  static ObjectNode headers() {
    ObjectNode headers = object();
    headers.set(
        "X-Request-Id", header("The request's id: the client's own, where it sent a sane one."));
    headers.set(
        "X-Farmgate-Ignored",
        header("The members of the body that nothing made use of, divided by commas."));
    return headers;
  }

  static void addHeaders(ObjectNode response) {
    for (String name : new String[] {"X-Request-Id", "X-Farmgate-Ignored"}) {
      response.putObject(name).put("$ref", "#/components/headers/" + name);
    }
  }

  private static ObjectNode header(String text) {
    ObjectNode header = object().put("description", text);
    header.putObject("schema").put("type", "string");
    return header;
  }

  static ObjectNode security() {
    ObjectNode schemes = object();
    schemes
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT")
        .put("description", "Authorization: Bearer TOKEN; ./farmgate token makes one.");
    return schemes;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
