package io.multiregion.engine.region;

import io.multiregion.engine.admission.Door;
import io.multiregion.engine.cut.CutBounds;
import io.multiregion.engine.failover.Failover;
import io.multiregion.engine.failover.Switchover;
import io.multiregion.engine.forgotten.ForgottenCopies;
import io.multiregion.engine.node.OtherNodes;
import io.multiregion.engine.operate.DivergenceDesk;
import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.engine.operate.RealmView;
import io.multiregion.engine.operate.Replicas;
import io.multiregion.engine.operate.SealingDesk;
import io.multiregion.engine.operate.UnattributedWrites;
import io.multiregion.engine.operate.VerifyDesk;
import io.multiregion.engine.operate.due.DrillSchedule;
import io.multiregion.engine.operate.preflight.PreflightDesk;
import io.multiregion.engine.overview.Overview;
import io.multiregion.engine.overview.RealmList;
import io.multiregion.engine.overview.kinds.Kinds;
import io.multiregion.engine.peer.pull.Waiting;
import io.multiregion.engine.receive.Receiver;
import io.multiregion.engine.written.Landings;
import io.multiregion.engine.written.Readers;
import io.multiregion.engine.written.Receipts;
import io.multiregion.engine.written.SemiSyncDesk;
import java.util.List;

/** The engine of one region as it runs on one node: its wings, put together in the order of the flow. */
public final class RegionEngine {

    private final Ground ground;
    private final Trust trust;
    private final Secrecy secrecy;
    private final Shipping shipping;
    private final Moving moving;
    private final Receiving receiving;
    private final Operating operating;
    private final Receipts receipts;
    private final Readers readers;

    /** Takes part in nothing yet. Called on a thread without a transaction. */
    public RegionEngine(Ground ground, Trust trust, Journalling journalling, Ports ports) {
        this(ground, trust, journalling, ports, CutBounds.USUAL);
    }

    /** @param bounds how much goes to another region at once */
    RegionEngine(Ground ground, Trust trust, Journalling journalling, Ports ports, CutBounds bounds) {
        this.ground = ground;
        this.trust = trust;
        secrecy = new Secrecy(ground, ports);
        shipping = new Shipping(ground, trust, journalling, ports, bounds);
        moving = new Moving(ground, trust, journalling, shipping, ports);
        Landings landings = new Landings(ports.copies());
        receiving = new Receiving(ground, trust, journalling, shipping, ports.with(landings), moving::promoted);
        receipts = new Receipts(
                ground.region(), ground.connections(), ground.topology(), shipping.cutter(), ground.observer());
        readers = new Readers(
                ground.connections(),
                ground.topology(),
                landings,
                ground.settings().patience().reading());
        operating = new Operating(ground, trust, journalling, shipping, moving, receiving, ports);
    }

    /** Ships and asks other regions from now on, if this node is the one that does. */
    public void start() {
        ground.node()
                .start(
                        List.of(
                                leading -> ground.topology().refresh(),
                                leading -> ground.freshness().look(),
                                leading -> trust.look(),
                                receiving.fetchers(),
                                shipping.mailbox(),
                                operating.survey(),
                                shipping.shipper()),
                        List.of(
                                moving.confirmation()::look,
                                receiving.feedCheck()::look,
                                receiving.reporter()::look,
                                shipping.lags()::measure,
                                operating.survey()::look,
                                shipping.wayBack()::look,
                                receiving.oldEnds()::look,
                                receiving.oldWithdrawals()::look,
                                operating.drillSchedule()::look));
        secrecy.start();
    }

    /** Waits two seconds at most for what is under way. */
    public void stop() {
        readers.stop();
        shipping.waiting().stop();
        shipping.mailbox().stop();
        ground.node().stop();
        secrecy.stop();
        moving.stop();
        receiving.stop();
    }

    /** What this node does when another one has told it something. */
    public OtherNodes.Listener listener() {
        return ground.news().listener(trust);
    }

    /** What all wings stand on. */
    public Ground ground() {
        return ground;
    }

    /** Who this region is, and whom it trusts. */
    public Trust trust() {
        return trust;
    }

    Secrecy secrecy() {
        return secrecy;
    }

    Shipping shipping() {
        return shipping;
    }

    Moving moving() {
        return moving;
    }

    Receiving receiving() {
        return receiving;
    }

    Operating operating() {
        return operating;
    }

    /** Tells writers where their write stands. */
    public Receipts receipts() {
        return receipts;
    }

    /** Requests that wait until this region has a position. */
    public Readers readers() {
        return readers;
    }

    /** Says how many regions must hold a write. */
    public SemiSyncDesk semiSync() {
        return new SemiSyncDesk(ground.connections(), receipts);
    }

    /** Lets the messages of other regions in. */
    public Door door() {
        return receiving.door();
    }

    /** Takes the messages of other regions. */
    public Receiver receiver() {
        return receiving.receiver();
    }

    /** Messages for regions that fetch them here. */
    public Waiting waiting() {
        return shipping.waiting();
    }

    /** Moves the primary role as planned. */
    public Switchover switchover() {
        return moving.switchover();
    }

    /** Takes the primary role over. */
    public Failover failover() {
        return moving.failover();
    }

    /** What operators see of each realm. */
    public RealmView view() {
        return operating.view();
    }

    /** What a page shows of each realm. */
    public Overview overview() {
        return operating.overview();
    }

    /** What a realm is made of, kind by kind. */
    public Kinds kinds() {
        return operating.kinds();
    }

    /** How all realms do, at once. */
    public RealmList realms() {
        return operating.realms();
    }

    /** Makes replicas and removes them. */
    public Replicas replicas() {
        return operating.replicas();
    }

    /** Finds out whether another region could hold a copy. */
    public PreflightDesk preflight() {
        return operating.preflight();
    }

    /** Has replicas compared. */
    public VerifyDesk comparisons() {
        return operating.comparisons();
    }

    /** Removes copies that no primary feeds. */
    public ForgottenCopies forgotten() {
        return receiving.forgotten();
    }

    /** Tries moves without moving, and keeps what that has proven. */
    public DrillDesk drill() {
        return operating.drill();
    }

    /** Makes drills by itself. */
    public DrillSchedule drillSchedule() {
        return operating.drillSchedule();
    }

    /** What a deposed primary had, for operators to decide about. */
    public DivergenceDesk divergences() {
        return operating.divergences();
    }

    /** What no hook accounts for. */
    public UnattributedWrites unattributed() {
        return operating.unattributed();
    }

    /** Turns the sealing of secrets on and off. */
    public SealingDesk sealing() {
        return secrecy.desk();
    }

    /** What operators should know of this region. */
    public List<String> warnings() {
        return operating.warnings();
    }
}
