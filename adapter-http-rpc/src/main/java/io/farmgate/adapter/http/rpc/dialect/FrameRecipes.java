package io.farmgate.adapter.http.rpc.dialect;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.wire.job.JobGetFramesResponse;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** All frames of a job that is named by its id. */
final class FrameRecipes {
  private static final String GET_FRAMES = "job.JobInterface/GetFrames";
  private static final int PAGE = 1000;

  /** Ten times the frames that a job may have. */
  private static final int MOST_PAGES = 1000;

  private FrameRecipes() {}

  /**
   * Lists the frames of the job in {@code r.job}, page by page where the body asks for no page:
   * Cuebot answers a list without a limit with nothing at all.
   */
  static Outcome ofJob(Body body, FarmCalls farm) {
    Optional<String> job = body.takeText("r.job");
    if (job.isEmpty()) {
      return farm.call("job.FrameInterface/GetFrames", body);
    }
    body.take("r").ifPresent(criteria -> body.put("req", criteria));
    body.put("job.id", TextNode.valueOf(job.get()));
    if (body.at("req.limit").isPresent() || body.at("req.page").isPresent()) {
      return farm.call(GET_FRAMES, body);
    }
    return pages(body, farm);
  }

  private static Outcome pages(Body body, FarmCalls farm) {
    // Two messages of one type, one behind the other, are one message with both lists joined.
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    body.put("req.limit", IntNode.valueOf(PAGE));
    for (int page = 1; page <= MOST_PAGES; page++) {
      body.put("req.page", IntNode.valueOf(page));
      Outcome outcome = farm.call(GET_FRAMES, body);
      byte[] wire = outcome.response().array();
      joined.writeBytes(wire);
      int frames =
          farm.parse(GET_FRAMES, wire, JobGetFramesResponse.parser()).getFrames().getFramesCount();
      if (frames < PAGE) {
        return outcome.with(WireBytes.wrap(joined.toByteArray()));
      }
    }
    throw new FarmException(
        new FarmFailure.Fault("the farm gives page after page of frames without an end"));
  }
}
