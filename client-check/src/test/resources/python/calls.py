"""Ten calls with the client that the generator makes for Python. Usage: calls.py URL"""

import datetime
import json
import sys

import farmgate_client as farm
from farmgate_client.exceptions import NotFoundException


def say(what, value):
    print(f"{what}: {json.dumps(value)}")


with farm.ApiClient(farm.Configuration(host=sys.argv[1])) as client:
    client.set_default_header("Authorization", "Bearer a-token")
    jobs = farm.JobsApi(client)
    frames = farm.FramesApi(client)

    say("shows", [show.name for show in farm.ShowsApi(client).list_shows().shows])
    layer = farm.LayerSpec(name="comp", command="true", range="1-3", minCores=100)
    launched = jobs.launch_jobs(
        farm.Submission(
            show="a_show",
            shot="sh010",
            user="ada",
            jobs=[farm.JobSpec(name="pythonic", layers=[layer])],
        ),
        idempotency_key="pythonic-1",
    ).jobs[0]
    job = launched.id
    say("frames in all", launched.total_frames)
    say("started", isinstance(launched.start_time, datetime.datetime))
    say("paused", jobs.pause_job(job).success)
    say("state", jobs.get_job(job).state)
    found = jobs.find_jobs(
        state=["PAUSED"], show=["a_show"], fields=["name"], sort="name", limit=10
    )
    say("found", [[one.name, one.priority] for one in found.jobs])
    say("resumed", jobs.resume_job(job).message)
    some = frames.list_frames(job, layer=["comp"], number="1-2").frames
    say("numbers", [frame.number for frame in some])
    say("retried", frames.retry_frames(job, state=["DEAD"]).changed)
    say("hosts", [host.state for host in farm.HostsApi(client).list_hosts().hosts])
    say("changed", jobs.change_job(job, farm.JobChange(priority=7)).priority)
    say("killed", jobs.kill_job(job).success)
    try:
        jobs.get_job("nix")
    except NotFoundException as e:
        say("refused", [e.status, json.loads(e.body)["error"]])
