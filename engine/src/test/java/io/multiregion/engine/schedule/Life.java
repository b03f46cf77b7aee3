package io.multiregion.engine.schedule;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OtherTables;
import io.multiregion.engine.cut.CutBounds;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.failover.Confirmation;
import io.multiregion.engine.failover.Drain;
import io.multiregion.engine.failover.Failover;
import io.multiregion.engine.failover.Handover;
import io.multiregion.engine.failover.Switchover;
import io.multiregion.engine.failover.rule.Candidacy;
import io.multiregion.engine.failover.rule.Eligibility;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.journal.gate.CommitGate;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.node.Node;
import io.multiregion.engine.node.Threads;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.receive.Receiver;
import io.multiregion.engine.receive.role.RoleEvents;
import io.multiregion.engine.region.NoOtherNodes;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.stream.Lags;
import io.multiregion.engine.stream.Shipper;
import io.multiregion.engine.stream.line.Home;
import io.multiregion.engine.stream.line.Others;
import io.multiregion.engine.succession.Succession;
import io.multiregion.engine.vitals.Bulletin;
import io.multiregion.engine.work.Crew;
import io.multiregion.engine.work.Inline;
import io.multiregion.engine.work.RegionCrews;
import io.multiregion.engine.work.TimedCrew;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** One life of a region's server, without threads: all that it knows and its database does not is gone when it crashes. */
final class Life {

    /** So little that a first copy has several chunks, a cut several parts, and a region is far behind after some writes. */
    private static final CutBounds BOUNDS = new CutBounds(3, 6, 4, 400);

    private final String name;
    private final MortalConnections connections;
    private final Surroundings around;
    private final Ticker ticker = new Ticker();
    private final WaitingTasks streams = new WaitingTasks();
    private final WaitingTasks duties = new WaitingTasks();
    private final Node node;
    private final Home home;
    private final Others others;
    private final CommitGate gate;
    private final Receiver receiver;
    private final Switchover switchover;
    private final Failover failover;

    /** Starts it. */
    Life(String name, Connections database, Surroundings around) {
        this.name = name;
        this.around = around;
        connections = new MortalConnections(name, database);
        node = new Node(
                connections,
                new NoOtherNodes(),
                new Threads(
                        new RegionCrews(region -> TimedCrew.on(streams)),
                        new RegionCrews(region -> TimedCrew.on(streams)),
                        Crew.on(new Inline()),
                        Crew.on(duties),
                        TimedCrew.on(ticker),
                        Crew.on(new Inline())),
                () -> Duration.ofMillis(around.uptime().getAsLong()).toNanos());
        home = home();
        others = others();
        Shipper shipper = new Shipper(
                home, others, new Digests(around.catalogue()), new Inventory(around.catalogue()), node, node.others());
        gate = new CommitGate(
                Dialect.H2,
                around.catalogue().ownership(),
                around.catalogue().selects(),
                home.journal(),
                around.clock(),
                shipper::committed,
                node::isAwake);
        RoleEvents events = RoleEvents.of(realm -> roleChanged(realm.realmId()), shipper::heard);
        receiver = new Reception(home, others, around, events).receiver();
        Rules rules = new Rules(new Rules.Bounds(Duration.ZERO, Duration.ofDays(1), Duration.ZERO), around.clock());
        switchover = switchover(rules);
        failover = failover(rules);
        start(shipper);
    }

    /**
     * What a node finds around it.
     *
     * @param uptime the time that no operator sets, in milliseconds
     * @param between makes the connections of what waits for others, which let them go on
     */
    record Surroundings(
            Catalogue catalogue,
            Clock clock,
            LongSupplier uptime,
            Envelope envelope,
            Announcements announcements,
            Network.Sender network,
            UnaryOperator<Connections> between) {}

    private Home home() {
        Topology topology = new Topology(
                () -> connections.transaction(RealmRows::replicated),
                realmId -> connections.transaction(connection -> RealmRows.of(connection, realmId)));
        Journal journal = new Journal(name);
        Cutter cutter = new Cutter(connections, around.catalogue(), journal, around.clock(), BOUNDS);
        return new Home(
                name,
                connections,
                topology,
                journal,
                cutter,
                new Observer() {},
                around.clock(),
                Optional.empty(),
                bulletin());
    }

    private Bulletin bulletin() {
        Vitals vitals = new Vitals("26.7.0", "0.1.0", 1, 0, Optional.empty(), 0, true, Optional.empty());
        return new Bulletin(() -> vitals, connections, around.clock());
    }

    private Others others() {
        Consents consents = new Consents(name, "master", other -> new Consent(Set.of(Consent.ALL), true));
        Divergences divergences = new Divergences(name, home.journal(), new ResourceRows(around.catalogue()));
        Peer peer = new Peer(
                name,
                around.catalogue().shape(),
                around.envelope(),
                around.announcements(),
                around.network(),
                Duration.ofSeconds(1),
                this::outranked);
        return new Others(
                peer,
                consents,
                new Succession(name, url(name), divergences, home.journal(), consents, around.clock()),
                divergences);
    }

    private void start(Shipper shipper) {
        home.topology().refresh();
        node.doubtIfAlone();
        Confirmation confirmation = new Confirmation(
                connections,
                home.topology(),
                new Confirmation.Others(
                        others.peer(), others.consents(), new RegionCrews(region -> TimedCrew.on(duties))),
                switchover,
                this::roleChanged,
                around.clock());
        node.start(
                List.of(leading -> home.topology().refresh(), shipper),
                List.of(confirmation::look, new Lags(home)::measure));
    }

    private Switchover switchover(Rules rules) {
        Connections between = around.between().apply(connections);
        Clock clock = around.clock();
        return new Switchover(
                between,
                others.peer(),
                new Eligibility(
                        between,
                        home.journal(),
                        others.peer(),
                        others.consents(),
                        rules,
                        realm -> List.of(),
                        new OtherTables(connections, around.catalogue().ownership())),
                new Handover(
                        between,
                        new Drain(between, home.journal(), (realmId, to) -> {}),
                        others.succession(),
                        this::roleChanged,
                        clock),
                this::roleChanged,
                Optional.empty(),
                clock);
    }

    private Failover failover(Rules rules) {
        return new Failover(
                name,
                connections,
                others.succession(),
                new Candidacy(name, around.catalogue().shape(), connections, rules, realm -> List.of(), around.clock()),
                realm -> roleChanged(realm.realmId()),
                Optional.empty());
    }

    static URI url(String region) {
        return URI.create("https://" + region + ".test");
    }

    private void outranked(String realmId, Claim theirs) {
        if (connections.transaction(connection -> RealmRows.of(connection, realmId)
                        .filter(realm ->
                                others.consents().refusesClaim(theirs, realm).isEmpty())
                        .isPresent()
                && RoleRows.doubt(connection, realmId, theirs))) {
            roleChanged(realmId);
        }
    }

    private void roleChanged(String realmId) {
        home.topology().refresh(realmId);
        node.look();
    }

    String name() {
        return name;
    }

    /** What a server does each second. */
    void tick() {
        ticker.tick();
        duties.round();
    }

    /** One step of each stream. */
    void round() {
        streams.round();
    }

    CommitGate gate() {
        return gate;
    }

    Announcements announcements() {
        return around.announcements();
    }

    Receiver receiver() {
        return receiver;
    }

    Switchover switchover() {
        return switchover;
    }

    Failover failover() {
        return failover;
    }

    /** Whether one of its transactions is open further down on this thread: others would wait for it. */
    boolean isBusy() {
        return connections.isBusy();
    }

    boolean isDead() {
        return connections.isDead();
    }

    /** Nothing is done any more. */
    Crash crash() {
        streams.shutdown();
        duties.shutdown();
        return connections.crash();
    }

    /** Has it crash before or after one of its next transactions. */
    void crashIn(int transactions) {
        connections.crashIn(transactions);
    }
}
