package io.farmgate.adapter.http.rpc.reference;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.farmgate.opencue.protocol.ContractComments;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The calls as {@code docs/rpc-reference.md}: every call with its messages and an example, and
 * behind them every message and enum once. The same contract always gives the same text.
 */
public final class MarkdownReference {
  private static final String HEAD =
      """
      # RPC reference

      <!-- Generated from the contract and the gateway's own tables: do not edit. CONTRIBUTING.md \
      has the command. -->

      Every call of OpenCue's RPC style: {calls} paths in {services} services, {typed} of them served by the \
      embedded farm. The same as an OpenAPI 3.1 document: `GET /openapi/rpc.json` on a running \
      gateway.

      A call is a POST of the request message as JSON; the answer is the response message. The \
      examples want two variables, and real ids in place of `JOB_ID` and the like:

      ```bash
      GATEWAY=http://localhost:8448
      TOKEN=$(./farmgate token --subject artist1 --ttl 8h --role admin)
      ```

      - **Farms.** `/farms/NAME` before a path calls another farm than the default one.
      - **Flat answers.** `/flat` before a path (behind `/farms/NAME`), or `Accept: \
      application/json;profile=flat`, gives short answers: names in `snake_case`, wrapped lists \
      bare. Below are the standard ones.
      - **Names.** Members are in lowerCamelCase here; bodies may have them as in the .proto files \
      too (`default_min_cores`). What a message does not have is ignored, and named in the header \
      `X-Farmgate-Ignored`.
      - **Values.** 64-bit integers are texts in answers (`"1024"`), and texts or numbers in \
      bodies. Enums are names; numbers are taken too. Bytes are base64. A message that is not set \
      is `null`, a list or map without elements `[]` or `{}`. All but members of a oneof is always \
      there.
      - **Roles.** A viewer may call what needs a viewer, an operator that and what needs an \
      operator, an admin everything.
      - **Refusals.** `{"error": TEXT, "code": NUMBER, "message": TEXT, "details": []}`, where the \
      number is gRPC's status code, under the fitting HTTP status.
      """;

  private final Reference reference;
  private final ContractComments comments;
  private final MessageText messages;
  private final StringBuilder out = new StringBuilder(1 << 20);

  private MarkdownReference(Reference reference) {
    this.reference = reference;
    this.comments = reference.comments();
    this.messages = new MessageText(comments);
  }

  /** Writes the document. */
  public static String of(Reference reference) {
    return new MarkdownReference(reference).document();
  }

  private String document() {
    Map<String, List<ReferenceCall>> byService =
        reference.calls().stream()
            .collect(
                Collectors.groupingBy(
                    ReferenceCall::service, TreeMap::new, Collectors.toUnmodifiableList()));
    long typed = reference.calls().stream().filter(ReferenceCall::isTyped).count();
    out.append(
        HEAD.replace("{calls}", Integer.toString(reference.calls().size()))
            .replace("{services}", Integer.toString(byService.size()))
            .replace("{typed}", Long.toString(typed)));
    out.append("\n## Services\n\n| service | calls | |\n|---|---|---|\n");
    byService.forEach((service, calls) ->
        out.append("| [")
            .append(service)
            .append("](#")
            .append(Markdown.anchor(service))
            .append(") | ")
            .append(calls.size())
            .append(" | ")
            .append(Markdown.cell(comments.of(descriptor(calls))))
            .append(" |\n"));
    out.append("\nThen: [messages](#messages), [enums](#enums).\n");
    byService.forEach(this::service);
    out.append(messages.all());
    return out.toString();
  }

  private static ServiceDescriptor descriptor(List<ReferenceCall> calls) {
    return calls.getFirst().method().rpc().descriptor().getService();
  }

  private void service(String name, List<ReferenceCall> calls) {
    out.append("\n## ").append(name).append("\n");
    String text = comments.of(descriptor(calls));
    if (!text.isEmpty()) {
      out.append('\n').append(Markdown.text(text)).append('\n');
    }
    calls.forEach(this::call);
  }

  private void call(ReferenceCall call) {
    out.append("\n### /").append(call.path()).append("\n\n");
    out.append(Markdown.text(call.description())).append("\n\n");
    line("role", call.role());
    line("exposure", Markdown.text(exposure(call)));
    line("request", message(call.request()));
    line("response", message(call.response()));
    call.like()
        .ifPresent(like -> line("response to a documented body", message(like.rpc().response())));
    line("embedded farm", call.onEmbeddedFarm());
    if (!call.aliases().isEmpty()) {
      line(
          "also at",
          call.aliases().stream()
              .map(alias -> "`/" + alias + "`")
              .collect(Collectors.joining(", ")));
    }
    call.documented()
        .filter(row -> !row.keys().isEmpty())
        .ifPresent(row -> line("documented keys", CallTexts.keyList(row)));
    example(call.path(), call.example());
    call.documentedExample()
        .ifPresent(example -> {
          out.append("\nAs OpenCue's documents have it:\n");
          example(call.path(), example);
        });
  }

  private static String exposure(ReferenceCall call) {
    return switch (call.method().rpc().exposure()) {
      case OPEN -> "open";
      case CLOSED -> "closed, answered 403: " + call.reason();
      case ELSEWHERE -> "elsewhere, answered 501: " + call.reason();
    };
  }

  private void line(String name, String value) {
    out.append("- ").append(name).append(": ").append(value).append('\n');
  }

  private void example(String path, String body) {
    out.append("\n```bash\ncurl -sS -H \"Authorization: Bearer $TOKEN\" \"$GATEWAY/")
        .append(path)
        .append("\" \\\n  -d ")
        .append(Markdown.shellQuoted(body))
        .append("\n```\n");
  }

  /** A message's name, and the names of its members. */
  private String message(Descriptor type) {
    String members =
        type.getFields().stream()
            .map(FieldDescriptor::getJsonName)
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
    return messages.link(type) + (members.isEmpty() ? ", without members" : ": " + members);
  }
}
