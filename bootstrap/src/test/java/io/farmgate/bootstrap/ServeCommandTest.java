package io.farmgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.farmgate.adapter.embedded.StateFolder;
import io.farmgate.opencue.wire.comment.CommentProto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} refuses. That it serves, ServeIT tells. */
final class ServeCommandTest {
  @TempDir private Path home;

  @Test
  void helpShouldNameItsFlags() {
    assertThat(CommandLineRun.of(home, Map.of(), "serve", "--help").out())
        .contains("--port", "--bind", "--home", "--insecure-dev", "--no-token");
  }

  @Test
  void folderInUseShouldBeRefusedWithTheHolder() {
    try (StateFolder folder = StateFolder.lock(home)) {
      CommandLineRun run =
          CommandLineRun.of(home, Map.of("FARMGATE_HOME", home.toString()), "serve", "--port", "0");

      assertThat(run.exitCode()).isEqualTo(ExitCode.STATE_FOLDER);
      assertThat(run.err())
          .contains(folder.path().toString(), "process " + ProcessHandle.current().pid());
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void portInUseShouldBeRefusedAndTheFolderLetGo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandLineRun run =
          CommandLineRun.of(
              home,
              Map.of("FARMGATE_HOME", home.toString()),
              "serve",
              "--port",
              Integer.toString(taken.getLocalPort()));

      assertThat(run.exitCode()).isEqualTo(ExitCode.ADDRESS);
      assertThat(run.err()).contains(":" + taken.getLocalPort(), "REST_PORT");
    }
    StateFolder.lock(home).close();
  }

  @Test
  void grpcPortInUseShouldBeRefusedAndTheFolderLetGo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandLineRun run =
          CommandLineRun.of(
              home,
              Map.of(
                  "FARMGATE_HOME",
                  home.toString(),
                  "GRPC_PORT",
                  Integer.toString(taken.getLocalPort())),
              "serve",
              "--port",
              "0");

      assertThat(run.exitCode()).isEqualTo(ExitCode.ADDRESS);
      assertThat(run.err()).contains(":" + taken.getLocalPort(), "for gRPC", "GRPC_PORT");
    }
    StateFolder.lock(home).close();
  }

  @Test
  void contractThatConflictsShouldBeRefusedWithEveryConflict() throws IOException {
    FileDescriptorProto.Builder comment = CommentProto.getDescriptor().toProto().toBuilder();
    comment.getServiceBuilder(0).clearMethod();
    Path set = home.resolve("newer.pb");
    Files.write(set, FileDescriptorSet.newBuilder().addFile(comment).build().toByteArray());

    CommandLineRun run =
        CommandLineRun.of(
            home,
            Map.of(
                "FARMGATE_HOME", home.resolve("state").toString(),
                "OPENCUE_DESCRIPTOR_SET", set.toString(),
                "FARMGATE_OPEN_METHODS", "report.RqdReportInterfaces"),
            "serve",
            "--port",
            "0");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err())
        .contains(
            "OPENCUE_DESCRIPTOR_SET: " + set + ": comment.CommentInterface/Delete: removed",
            "OPENCUE_DESCRIPTOR_SET: " + set + ": comment.CommentInterface/Save: removed",
            "FARMGATE_OPEN_METHODS: report.RqdReportInterfaces: no such service or method (the"
                + " nearest known: report.RqdReportInterface)");
    assertThat(home.resolve("state/farmgate.db")).doesNotExist();
  }

  @Test
  void additionThatCannotBeReadShouldBeNamed() {
    CommandLineRun run =
        CommandLineRun.of(
            home,
            Map.of(
                "FARMGATE_HOME", home.toString(),
                "OPENCUE_DESCRIPTOR_SET", home.resolve("none.pb").toString(),
                "OPENCUE_METHOD_POLICY", home.toString()),
            "serve",
            "--port",
            "0");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err())
        .contains("OPENCUE_DESCRIPTOR_SET: '" + home.resolve("none.pb") + "' (expected: a readable")
        .contains("OPENCUE_METHOD_POLICY: '" + home + "' (expected: a readable");
  }

  @Test
  void wrongFlagShouldBeReportedLikeAVariable() {
    CommandLineRun run = CommandLineRun.of(home, Map.of(), "serve", "--port", "http");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err()).contains("REST_PORT (flag): 'http' (expected: a port number");
  }

  @Test
  void wellKnownSecretShouldBeRefusedWhateverTheFlagOnTheNetwork() {
    Map<String, String> environment =
        Map.of("JWT_SECRET", "default-secret-key", "FARMGATE_HOME", home.toString());

    CommandLineRun run =
        CommandLineRun.of(home, environment, "serve", "--insecure-dev", "--bind", "0.0.0.0");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err()).contains("everybody knows", "FARMGATE_BIND");
    assertThat(home).isEmptyDirectory();
  }
}
