package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Host;
import io.farmgate.domain.Host.HardwareState;
import io.farmgate.domain.Host.ThreadMode;
import io.farmgate.domain.port.HostControl;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The operations that change what is said of hosts, beside their locks. */
final class HostChanges {
  private static final String PLACE = "/api/host/{host_id}";

  private final BrowseFarm browse;
  private final ControlFarm control;

  HostChanges(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  /** What a person may set a host to. The names are the domain's. */
  private enum State {
    UP,
    REPAIR,
    REBOOT_WHEN_IDLE
  }

  List<Operation> operations() {
    return List.of(
        Operation.withBody("PATCH", "changeHost", PLACE, this::change),
        Operation.withBody("POST", "addHostTags", PLACE + "/tag", this::addTags),
        Operation.delete("removeHostTag", PLACE + "/tag/{tag}", this::removeTag),
        Operation.act("rebootHost", PLACE + "/reboot", this::reboot),
        Operation.act("rebootHostWhenIdle", PLACE + "/reboot/idle", this::rebootWhenIdle));
  }

  private Host known(Call call) {
    return browse.hostKnownAs(call.caller(), call.farm(), call.segment("host_id"));
  }

  private void change(Call call, String what, Consumer<HostControl> change) {
    control.work().change(call.caller(), call.farm(), what, on -> change.accept(on.hosts()));
  }

  private Answer again(Call call, Host host) {
    return new Answer.One<>(FarmShapes.HOST, browse.host(call.caller(), call.farm(), host.id()));
  }

  private Answer change(Call call) {
    Members body = call.members();
    Optional<State> state = body.word("state", State.class);
    Optional<ThreadMode> threads = body.word("threadMode", ThreadMode.class);
    Optional<String> os = body.text("os");
    body.doneUnlessEmpty();
    Host host = known(call);
    change(
        call,
        "change a host",
        on -> {
          os.ifPresent(name -> on.setOs(host.id(), name));
          threads.ifPresent(mode -> on.setThreadMode(host.id(), mode));
          state.ifPresent(
              word -> on.setHardwareState(host.id(), HardwareState.valueOf(word.name())));
        });
    return again(call, host);
  }

  private Answer addTags(Call call) {
    Members body = call.members();
    List<String> tags = body.texts("tags");
    body.done();
    Host host = known(call);
    change(call, "tag a host", on -> on.addTags(host.id(), Set.copyOf(tags)));
    return again(call, host);
  }

  private Answer removeTag(Call call) {
    Host host = known(call);
    String tag = call.segment("tag");
    change(call, "take tags from a host", on -> on.removeTags(host.id(), Set.of(tag)));
    return new Answer.Done("Host " + host.name() + " is without the tag " + tag);
  }

  private Answer reboot(Call call) {
    Host host = known(call);
    change(call, "reboot a host", on -> on.reboot(host.id()));
    return new Answer.Done("Host " + host.name() + " reboots");
  }

  private Answer rebootWhenIdle(Call call) {
    Host host = known(call);
    change(call, "reboot a host", on -> on.rebootWhenIdle(host.id()));
    return new Answer.Done("Host " + host.name() + " takes no work and reboots when it is idle");
  }
}
