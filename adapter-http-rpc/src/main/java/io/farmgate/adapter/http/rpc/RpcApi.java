package io.farmgate.adapter.http.rpc;

import io.farmgate.adapter.http.edge.DocumentHandler;
import io.farmgate.adapter.http.edge.HttpApi;
import io.farmgate.adapter.http.edge.Route;
import io.farmgate.adapter.http.edge.RouteLabel;
import io.farmgate.adapter.http.rpc.dialect.Dialect;
import io.farmgate.adapter.http.rpc.method.Calls;
import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.adapter.http.rpc.reference.OpenApi;
import io.farmgate.adapter.http.rpc.reference.Reference;
import io.farmgate.adapter.http.rpc.typed.TypedMethods;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.SubmitWork;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * OpenCue's RPC style over HTTP and JSON: {@code POST [/farms/NAME][/flat]/package.Service/Method},
 * for every method of the contract and every call that OpenCue's documents describe; and {@code GET
 * /openapi/rpc.json}, which describes them. Thread-safe.
 */
public final class RpcApi implements HttpApi {
  private static final String OPEN_API = "/openapi/rpc.json";

  private final RpcConfig config;
  private final Farms farms;
  private final MethodCatalogue catalogue;
  private final Calls calls;
  private final Dialect dialect;
  private final Answers answers;
  private final Route openApi;

  /** By path; as many as there are methods, farms that are known, and profiles. */
  private final ConcurrentHashMap<String, Route> routes = new ConcurrentHashMap<>();

  /**
   * Compiles the tables of all methods.
   *
   * @throws IllegalStateException where a table does not fit the contract; the message names all
   *     misfits
   */
  public RpcApi(
      RpcConfig config,
      Farms farms,
      MethodCatalogue catalogue,
      CallFarmMethod callFarmMethod,
      BrowseFarm browse,
      ControlFarm control,
      SubmitWork submit) {
    this(
        config,
        farms,
        catalogue,
        callFarmMethod,
        new Methods(
            catalogue, new TypedMethods(browse, control, submit, Clock.systemUTC(), catalogue)));
  }

  /** As above, with tables that are compiled already and shared with other protocols. */
  public RpcApi(
      RpcConfig config,
      Farms farms,
      MethodCatalogue catalogue,
      CallFarmMethod callFarmMethod,
      Methods methods) {
    this.config = config;
    this.farms = farms;
    this.catalogue = catalogue;
    calls = new Calls(callFarmMethod);
    dialect = new Dialect(methods, calls);
    answers = new Answers(config.streamAboveBytes(), new ErrorDetails(catalogue));
    openApi =
        new Route(
            Set.of("GET", "HEAD"),
            DocumentHandler.ofJson(() -> OpenApi.bytes(Reference.of(catalogue, methods))));
  }

  @Override
  public @Nullable Route route(String path) {
    Route known = routes.get(path);
    if (known != null) {
      return known;
    }
    if (path.equals(OPEN_API)) {
      return openApi;
    }
    RpcPath taken = RpcPath.of(path);
    if (taken == null) {
      return null;
    }
    Route route = dialect.find(taken.method()).map(target -> route(taken, target)).orElse(null);
    if (route != null && (taken.farm() == null || farms.has(taken.farm()))) {
      routes.put(path, route);
    }
    return route;
  }

  private Route route(RpcPath path, Dialect.Target target) {
    return new Route(
        Set.of("POST"),
        new RpcHandler(config, farms, calls, dialect, answers, path, target),
        new RouteLabel(target.path(), farm(path)));
  }

  /** Names the farm for figures, which are kept for farms that there are only. */
  private String farm(RpcPath path) {
    String name = path.farm();
    if (name == null) {
      return farms.byDefault().name();
    }
    return farms.has(name) ? name : RouteLabel.NONE.farm();
  }

  @Override
  public List<String> near(String path, int most) {
    RpcPath taken = RpcPath.of(path);
    if (taken == null) {
      return List.of();
    }
    return catalogue.nearest(taken.method(), most).stream().map(taken.prefix()::concat).toList();
  }
}
