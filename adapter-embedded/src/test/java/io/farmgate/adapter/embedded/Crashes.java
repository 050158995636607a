package io.farmgate.adapter.embedded;

import io.farmgate.domain.port.JobQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Farms in processes of their own, to be killed by tests. */
final class Crashes {
  private Crashes() {}

  /**
   * A frame that finds out whether it runs twice at a time: it makes a folder that only one can
   * make, and takes it away. A run that was killed leaves the folder with its pid inside, and that
   * process must be gone, or a zombie that nobody has reaped yet. It must not say that it is done
   * unless it is.
   */
  static String command(Path folder) {
    return """
    mine=%1$s/claims/$CUE_FRAME_ID
    if ! mkdir -p %1$s/claims || ! mkdir $mine 2>/dev/null; then
      other=$(cat $mine/pid 2>/dev/null)
      state=$(sed -n 's/^State:[^A-Z]*//p' /proc/$other/status 2>/dev/null)
      case $state in
        ''|Z*|X*) ;;
        *) echo $CUE_FRAME_ID $$ beside $other: $state $(cat /proc/$other/stat) >> %1$s/twice ;;
      esac
    fi
    echo $$ > $mine/pid
    (setsid sleep 0.2 &)
    sleep 0.$(($CUE_IFRAME * 5 %% 10))
    echo $CUE_FRAME_ID >> %1$s/done
    rm -rf $mine
    """
        .formatted(folder);
  }

  /** Starts a farm that works until it is killed. */
  static Process start(Path folder, String prefix) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            CrashingFarm.class.getName(),
            folder.toString(),
            prefix)
        .redirectError(folder.resolve("stderr").toFile())
        .start();
  }

  /** Reads what it says, up to a line that begins with a word. */
  static void read(Process gateway, String word) throws IOException {
    BufferedReader said = reader(gateway);
    String line;
    while ((line = said.readLine()) != null && !line.startsWith(word)) {
      // On to the next.
    }
  }

  static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Kills all unfinished jobs but the first few, so that the test has an end. */
  static void keepOnly(TestFarm farm, int jobs) {
    farm.ports.jobs().list(JobQuery.UNFINISHED).stream()
        .skip(jobs)
        .forEach(job -> farm.ports.jobControl().kill(job.id(), TestFarm.BY_TEST));
  }
}
