package io.farmgate.domain.spec;

import io.farmgate.domain.FrameNames;
import io.farmgate.domain.range.FrameChunk;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one frame's command is made of: a layer's command holds words between two {@code #} that
 * stand for parts of the frame that runs it. A farm that starts processes itself calls {@link
 * #expand}; OpenCue's Cuebot does the same with the same words.
 *
 * <table>
 *   <caption>The words, as Cuebot defines them</caption>
 *   <tr><th>word</th><th>becomes</th><th>frame 15 of a layer 1-22x7, chunk 2</th></tr>
 *   <tr><td>{@code #ZFRAME#}</td><td>the frame's number with at least four digits</td>
 *       <td>0015</td></tr>
 *   <tr><td>{@code #IFRAME#}</td><td>the frame's number</td><td>15</td></tr>
 *   <tr><td>{@code #FRAME_START#}</td><td>the first frame of its chunk, which is its number</td>
 *       <td>15</td></tr>
 *   <tr><td>{@code #FRAME_END#}</td><td>the last frame of its chunk</td><td>22</td></tr>
 *   <tr><td>{@code #FRAME_CHUNK#}</td><td>the layer's chunk size, even where fewer frames are
 *       left</td><td>2</td></tr>
 *   <tr><td>{@code #FRAMESPEC#}</td><td>the frames of its chunk as a range</td><td>15,22</td></tr>
 *   <tr><td>{@code #LAYER#}</td><td>the layer's name</td><td>comp</td></tr>
 *   <tr><td>{@code #JOB#}</td><td>the job's full name</td><td>show-shot-user_job</td></tr>
 *   <tr><td>{@code #FRAME#}</td><td>the frame's name</td><td>0015-comp</td></tr>
 * </table>
 *
 * @param job the job's full name
 * @param layer the layer's name
 * @param chunk the layer's chunk size
 * @param frames the chunk that goes by the frame's number
 */
public record FrameCommand(String job, String layer, int chunk, FrameChunk frames) {
  private static final Pattern WORD =
      Pattern.compile(
          "#(ZFRAME|IFRAME|FRAME_START|FRAME_END|FRAME_CHUNK|FRAMESPEC|LAYER|JOB|FRAME)#");

  /**
   * Replaces the words in one pass from left to right: what was put in is not looked at again, and
   * any other {@code #word#} stays as it is. Nothing is quoted for a shell; numbers and valid names
   * need no quotes.
   */
  public String expand(String command) {
    return WORD.matcher(command).replaceAll(word -> Matcher.quoteReplacement(value(word)));
  }

  private String value(MatchResult word) {
    return switch (word.group(1)) {
      case "ZFRAME" -> FrameNames.padded(frames.first());
      case "IFRAME", "FRAME_START" -> Integer.toString(frames.first());
      case "FRAME_END" -> Integer.toString(frames.last());
      case "FRAME_CHUNK" -> Integer.toString(chunk);
      case "FRAMESPEC" -> frames.spec();
      case "LAYER" -> layer;
      case "JOB" -> job;
      case "FRAME" -> FrameNames.of(frames.first(), layer);
      default -> throw new AssertionError("matched and not known: " + word.group(1));
    };
  }
}
