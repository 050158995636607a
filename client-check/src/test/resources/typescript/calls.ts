// Ten calls with the client that the generator makes for TypeScript. Usage: node calls.js URL
import {
  Configuration,
  FramesApi,
  HostsApi,
  JobsApi,
  ResponseError,
  ShowsApi,
  type Frame,
  type Host,
  type Job,
} from "./client/index.js";

declare const process: { argv: string[] };

const farm = new Configuration({
  basePath: process.argv[2],
  headers: { Authorization: "Bearer a-token" },
});
const shows = new ShowsApi(farm);
const jobs = new JobsApi(farm);
const frames = new FramesApi(farm);

function say(what: string, value: unknown): void {
  console.log(what + ": " + JSON.stringify(value));
}

say("shows", (await shows.listShows()).shows.map((show) => show.name));
const launched: Job[] = (
  await jobs.launchJobs({
    submission: {
      show: "a_show",
      shot: "sh010",
      user: "ada",
      jobs: [
        { name: "typed", layers: [{ name: "comp", command: "true", range: "1-3", minCores: 100 }] },
      ],
    },
    idempotencyKey: "typed-1",
  })
).jobs;
const jobId = launched[0].id;
say("frames in all", launched[0].totalFrames);
say("started", launched[0].startTime instanceof Date);
say("paused", (await jobs.pauseJob({ jobId })).success);
say("state", (await jobs.getJob({ jobId })).state);
const found = await jobs.findJobs({
  state: ["PAUSED"],
  show: ["a_show"],
  fields: ["name"],
  sort: "name",
  limit: 10,
});
say("found", found.jobs.map((job) => [job.name, job.priority ?? null]));
say("resumed", (await jobs.resumeJob({ jobId })).message);
const some: Frame[] = (await frames.listFrames({ jobId, layer: ["comp"], number: "1-2" })).frames;
say("numbers", some.map((frame) => frame.number));
say("retried", (await frames.retryFrames({ jobId, state: ["DEAD"] })).changed);
const hosts: Host[] = (await new HostsApi(farm).listHosts()).hosts;
say("hosts", hosts.map((host) => host.state));
say("changed", (await jobs.changeJob({ jobId, jobChange: { priority: 7 } })).priority);
say("killed", (await jobs.killJob({ jobId })).success);
try {
  await jobs.getJob({ jobId: "nix" });
} catch (e) {
  if (!(e instanceof ResponseError)) {
    throw e;
  }
  say("refused", [e.response.status, (await e.response.json()).error]);
}
