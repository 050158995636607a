package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Deed;
import io.farmgate.domain.Host;
import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerQuota;
import io.farmgate.domain.Show;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.spec.SubmissionRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The operations on owners and their hosts. What changes anything takes an admin. */
final class OwnerOperations {
  private static final String ONE = "/api/owner/{owner_id}";
  private static final String HOSTS = ONE + "/host";

  private final BrowseFarm browse;
  private final ControlFarm control;

  OwnerOperations(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("getOwner", ONE, call -> new Answer.One<>(FarmShapes.OWNER, known(call)))
            .telling(FarmShapes.OWNER),
        Operation.withBody("POST", "createOwner", "/api/show/{show_id}/owner", this::create),
        Operation.withBody("PATCH", "changeOwner", ONE, this::change),
        Operation.delete("deleteOwner", ONE, this::delete),
        Operation.get("listOwnerHosts", HOSTS, this::hosts)
            .telling(FarmShapes.HOST)
            .inPages(FarmReads.HOST_LIST.sort()),
        Operation.withBody("POST", "takeHosts", HOSTS, this::take),
        Operation.delete("giveHostBack", HOSTS + "/{host_id}", this::giveBack));
  }

  private Owner known(Call call) {
    return browse.ownerKnownAs(call.caller(), call.farm(), call.segment("owner_id"));
  }

  private Answer create(Call call) {
    String name = call.onlyName();
    Show show = browse.showKnownAs(call.caller(), call.farm(), call.segment("show_id"));
    return new Answer.One<>(
        201, FarmShapes.OWNER, control.createOwner(call.caller(), call.farm(), show.id(), name));
  }

  private Answer change(Call call) {
    Members body = call.members();
    Optional<String> show = body.text("show");
    Optional<UnaryOperator<OwnerQuota>> quota = quota(body);
    body.doneUnlessEmpty();
    Owner owner = known(call);
    // What may be refused goes first, so that it leaves nothing half done.
    Optional<String> found =
        show.map(key -> browse.showKnownAs(call.caller(), call.farm(), key).name());
    quota.ifPresent(change -> control.changeQuota(call.caller(), call.farm(), owner.id(), change));
    found.ifPresent(name -> control.setOwnerShow(call.caller(), call.farm(), owner.id(), name));
    return new Answer.One<>(FarmShapes.OWNER, browse.owner(call.caller(), call.farm(), owner.id()));
  }

  /** Returns what a body makes of a quota; nothing where it leaves it as it is. */
  private static Optional<UnaryOperator<OwnerQuota>> quota(Members body) {
    int mostCores = SubmissionRules.MAX_CORES.hundredths();
    int mostGpus = SubmissionRules.MAX_GPUS;
    return new Edits<OwnerQuota>(body)
        .number(
            "minCores",
            mostCores,
            (was, to) ->
                new OwnerQuota(new Cores(to), was.maxCores(), was.minGpus(), was.maxGpus()))
        .numberOrNull("maxCores", mostCores, (was, to) -> was.withMaxCores(to.map(Cores::new)))
        .number(
            "minGpus",
            mostGpus,
            (was, to) -> new OwnerQuota(was.minCores(), was.maxCores(), to, was.maxGpus()))
        .numberOrNull(
            "maxGpus",
            mostGpus,
            (was, to) ->
                new OwnerQuota(was.minCores(), was.maxCores(), was.minGpus(), FarmReads.known(to)))
        .together();
  }

  private Answer delete(Call call) {
    Owner owner = known(call);
    control.deleteOwner(call.caller(), call.farm(), owner.id());
    return new Answer.Done("Owner " + owner.name() + " was deleted");
  }

  private List<Deed> deeds(Call call, Owner owner) {
    return browse.deeds(call.caller(), call.farm()).stream()
        .filter(deed -> deed.ownerId().equals(owner.id()))
        .toList();
  }

  private Answer hosts(Call call) {
    Set<String> owned =
        deeds(call, known(call)).stream().map(Deed::hostName).collect(Collectors.toSet());
    return FarmReads.HOST_LIST.answer(
        call,
        browse.hosts(call.caller(), call.farm()).stream()
            .filter(host -> owned.contains(host.name()))
            .toList());
  }

  private Answer take(Call call) {
    Members body = call.members();
    List<String> keys = body.texts("hosts");
    if (keys.isEmpty() || keys.size() > Bulk.MOST) {
      body.add("hosts", keys.size() + " of them (expected: 1 to " + Bulk.MOST + ")");
    }
    body.done();
    Owner owner = known(call);
    Set<String> names =
        keys.stream()
            .map(key -> browse.hostKnownAs(call.caller(), call.farm(), key).name())
            .collect(Collectors.toSet());
    names.forEach(name -> control.giveHost(call.caller(), call.farm(), name, owner.id()));
    return new Answer.Changed(
        names.size()
            + (names.size() == 1 ? " host belongs to " : " hosts belong to ")
            + owner.name(),
        names.size());
  }

  private Answer giveBack(Call call) {
    Owner owner = known(call);
    Host host = browse.hostKnownAs(call.caller(), call.farm(), call.segment("host_id"));
    Deed deed =
        deeds(call, owner).stream()
            .filter(one -> one.hostName().equals(host.name()))
            .findFirst()
            .orElseThrow(() ->
                new FarmException(
                    new FarmFailure.NotFound(
                        "host " + host.name() + " does not belong to " + owner.name())));
    control.endDeed(call.caller(), call.farm(), deed.id());
    return new Answer.Done("Host " + host.name() + " belongs to nobody");
  }
}
