package io.farmgate.domain.contract;

/**
 * The whole kit. An adapter's test implements it and says how to make the farm:
 *
 * <pre>{@code
 * final class MyFarmTest implements FarmContract {
 *   @TempDir Path folder;
 *   private MyFarm farm;
 *
 *   @BeforeEach void start() { farm = MyFarm.start(...); }
 *   @AfterEach void end() { farm.close(); }
 *
 *   public FarmPorts farm() { return farm.ports(); }
 *   public Work work() { return new ShellWork(folder); }
 * }
 * }</pre>
 *
 * <p>The parts can be implemented one by one while an adapter grows.
 */
public interface FarmContract
    extends ShowsContract,
        LaunchContract,
        JobsContract,
        JobControlContract,
        JobUpkeepContract,
        FramesContract,
        FrameControlContract,
        RunStatsContract,
        LogsContract,
        DependContract,
        DependChangeContract,
        FrameMarksContract,
        FrameOrderContract,
        FrameNotesContract,
        HostsContract,
        CommentsContract,
        RedirectsContract,
        LendingsContract,
        FiguresContract,
        HostControlContract,
        GroupsContract,
        GroupTreeContract,
        OwnersContract,
        AllocationsContract,
        SubscriptionsContract,
        LimitsContract,
        LayerControlContract,
        LayerPartsContract,
        LaunchKeysContract,
        PagesContract,
        ServicesContract,
        ShowControlContract,
        FiltersContract,
        DepartmentsContract,
        ChangesContract,
        RefusalContract {}
