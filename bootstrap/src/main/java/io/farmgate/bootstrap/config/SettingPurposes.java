package io.farmgate.bootstrap.config;

/** What each setting is for, in Markdown; docs/configuration.md is written from it. */
public final class SettingPurposes {
  private SettingPurposes() {}

  /** Returns one sentence or a few, without a full stop at the end. */
  public static String of(Setting setting) {
    return switch (setting) {
      case FARMGATE_CONFIG -> "the configuration file; `--config FILE` goes before it";
      case FARMGATE_HOME ->
          "the state folder: database, generated secret, frame logs (`logs/`); one gateway at a time";
      case FARMGATE_BIND -> "where to listen; `0.0.0.0` is all addresses";
      case REST_PORT -> "the port of the HTTP API";
      case JWT_SECRET ->
          "what tokens are signed with; where neither it nor the file is given, a secret is"
              + " generated and kept in the state folder, readable by its owner only";
      case JWT_SECRET_FILE -> "the same in a file";
      case JWT_REJECT_STATUS -> "the status for a token whose signature or time fails";
      case CUEBOT_ENDPOINT -> "the farm; unset, the embedded farm runs";
      case CUEBOT_TLS ->
          "TLS to what stands in front of a Cuebot; a Cuebot itself takes plain text only";
      case CUEBOT_TLS_CA_FILE ->
          "what the other side's certificate must come from; unset, what the JDK trusts";
      case CUEBOT_TLS_CERT_FILE -> "the gateway's own certificate, for mutual TLS";
      case CUEBOT_TLS_KEY_FILE -> "its key (PKCS#8, no password)";
      case CUEBOT_TLS_SERVER_NAME ->
          "whom the other side's certificate must be made out to; unset, the endpoint's host";
      case GRPC_MAX_RECV_MSG_MB -> "the largest answer that is taken from a Cuebot";
      case FARMGATE_ANSWER_BUDGET_MB ->
          "what large answers of a Cuebot may take up together, in wire bytes, from their first"
              + " bytes until their clients have them; further calls wait up to 10 s, then get 503"
              + " with `Retry-After`. Above 350, raise `-XX:MaxDirectMemorySize` (512m) too, by"
              + " `FARMGATE_JAVA_OPTS`";
      case FARMGATE_GUARDS_OFF -> "which guards against Cuebot's faults are off";
      case FARMGATE_READ_CACHE ->
          "how long an answer of a Cuebot to a read may be given again; a change through this gateway"
              + " ends that at once ([cuebot-guards.md](cuebot-guards.md))";
      case FARMGATE_LOG_ROOTS ->
          "under which the logs of an OpenCue farm's frames may be read through the API; nothing is"
              + " read elsewhere, and unset, none is. The embedded farm's own are always readable";
      case FARMGATE_HOST_REBOOT_COMMAND ->
          "lets operators reboot the embedded farm's machine, at once or when it is idle; unset, a"
              + " reboot is answered 501, and a host that shall reboot when idle takes no work until"
              + " a person reboots it or says that it is UP";
      case FARMGATE_FRAME_MEMORY_LIMIT ->
          "a frame of the embedded farm that holds more is ended with exit status 33 and runs again"
              + " with more reserved ([running.md](running.md))";
      case FARMGATE_FRAME_UMASK ->
          "which rights the files of the embedded farm's frames do not get";
      case FARMGATE_FRAME_AFFINITY ->
          "keeps each frame of the embedded farm on processors of its own, with `taskset`";
      case FARMGATE_FRAME_USER ->
          "`job` is the user that the job names, with `setpriv`; the gateway must be root then, and"
              + " whoever may launch can run things as any person of the machine, though not as root";
      case GRPC_TIMEOUT -> "how long a farm has, where the caller does not say (`Grpc-Timeout`)";
      case GRPC_PORT -> "the port for native gRPC clients";
      case GRPC_TRUSTED_PEERS -> "whose gRPC clients need no token";
      case GRPC_TRUSTED_ROLE -> "what those may do; the log calls them `peer-ADDRESS`";
      case OPENCUE_DESCRIPTOR_SET -> "a newer contract than the one that is compiled in";
      case OPENCUE_METHOD_POLICY -> "what the newer contract's methods do";
      case FARMGATE_OPEN_METHODS -> "what is closed as shipped and shall be open to admins";
      case FARMGATE_OPEN_READS ->
          "whoever calls without a token is a viewer there, called `anonymous-ADDRESS`, with a rate"
              + " limit of that address";
      case FARMGATE_WEBHOOK_TARGETS ->
          "whom webhooks may call ([webhooks.md](webhooks.md)); unset, there are none. A host that is"
              + " named here is called over HTTPS and at public addresses only; what has an address"
              + " inside of a network is called where that address is named";
      case CORS_ORIGINS -> "which web pages' scripts may call; unset, none";
      case CORS_ALLOWED_ORIGINS -> "another name of the same";
      case CORS_HEADERS ->
          "what scripts of web pages may send; the answer to a preflight, which needs no token";
      case TLS_CERT_FILE ->
          "with the key, the main port speaks HTTPS only: TLS 1.3 and 1.2, HTTP/2 and HTTP/1.1;"
              + " both files are looked at every second, and new ones are taken without a restart";
      case TLS_KEY_FILE -> "the key of the certificate";
      case HTTP_TIMEOUT ->
          "for its body; for its headers as long, but 10 s at most. A client that takes"
              + " nothing of an answer for as long is left too, and one that takes less than 1 KiB"
              + " a second after that time. What the farm takes is not counted";
      case MAX_CONCURRENT_STREAMS -> "with HTTP/2, and on the gRPC port";
      case KEEPALIVE_TIME ->
          "finds links that died without a word; a Cuebot ends links that ping more often than every"
              + " 5 minutes";
      case KEEPALIVE_TIMEOUT -> "after it the link counts as dead";
      case FARMGATE_MAX_CONNECTIONS -> "of all clients together; one more is closed";
      case FARMGATE_MAX_CONNECTIONS_PER_ADDRESS ->
          "of one IPv4 address or one IPv6 network (/64); to be raised where all clients come"
              + " through one proxy";
      case RATE_LIMIT_RPS ->
          "a caller is a token's subject; a second's worth may be spent at once, the rest is"
              + " answered 429";
      case FARMGATE_MANAGEMENT_BIND -> "where the management port listens";
      case FARMGATE_MANAGEMENT_PORT ->
          "the management port with figures and health ([metrics.md](metrics.md))";
      case FARMGATE_STRICT -> "for all callers; keys that nothing makes use of are unknown";
      case FARMGATE_STRICT_CALLERS -> "the same for some callers; `*` stands for any characters";
      case SHUTDOWN_TIMEOUT -> "how long the gateway waits for calls in flight when it stops";
      case FARMGATE_LOG_FORMAT ->
          "a line of text or an object of JSON for each event; both name the request that it belongs to";
      case LOG_LEVEL ->
          "how much goes to the log, which is standard error; one line a request (access log) and"
              + " one a call come at `info`";
    };
  }
}
