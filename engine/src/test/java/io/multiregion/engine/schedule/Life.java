package io.multiregion.engine.schedule;

import io.multiregion.engine.apply.Applier;
import io.multiregion.engine.apply.RowApplier;
import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.failover.Confirmation;
import io.multiregion.engine.failover.Failover;
import io.multiregion.engine.failover.Switchover;
import io.multiregion.engine.failover.rule.Candidacy;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.journal.CommitGate;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.node.Node;
import io.multiregion.engine.node.Threads;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.receive.Acts;
import io.multiregion.engine.receive.Admittance;
import io.multiregion.engine.receive.Receiver;
import io.multiregion.engine.receive.SealedAnswers;
import io.multiregion.engine.receive.ask.AskActs;
import io.multiregion.engine.receive.ask.CompareRows;
import io.multiregion.engine.receive.ask.GiveDivergences;
import io.multiregion.engine.receive.ask.HearStream;
import io.multiregion.engine.receive.ask.HearStreams;
import io.multiregion.engine.receive.ask.ProveTokens;
import io.multiregion.engine.receive.ask.RowQuestions;
import io.multiregion.engine.receive.ask.TellReadiness;
import io.multiregion.engine.receive.copy.ArrivingCuts;
import io.multiregion.engine.receive.copy.CopyActs;
import io.multiregion.engine.receive.copy.CopyRemoval;
import io.multiregion.engine.receive.copy.Invitations;
import io.multiregion.engine.receive.copy.StagedParts;
import io.multiregion.engine.receive.known.CopyNotes;
import io.multiregion.engine.receive.known.Holders;
import io.multiregion.engine.receive.role.RoleActs;
import io.multiregion.engine.receive.role.RoleEvents;
import io.multiregion.engine.region.NoOtherNodes;
import io.multiregion.engine.seal.Announcements;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.stream.Shipper;
import io.multiregion.engine.stream.line.Home;
import io.multiregion.engine.stream.line.Others;
import io.multiregion.engine.succession.Succession;
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

    /** So few that a first copy has several chunks. */
    private static final int CHUNK = 3;

    private final String name;
    private final MortalConnections connections;
    private final Surroundings around;
    private final Ticker ticker = new Ticker();
    private final WaitingTasks streams = new WaitingTasks();
    private final WaitingTasks duties = new WaitingTasks();
    private final Topology topology;
    private final Node node;
    private final Journal journal;
    private final Divergences divergences;
    private final Consents consents;
    private final Peer peer;
    private final Succession succession;
    private final Shipper shipper;
    private final CommitGate gate;
    private final Receiver receiver;
    private final Switchover switchover;
    private final Failover failover;

    /** Starts it. */
    Life(String name, Connections database, Surroundings around) {
        this.name = name;
        this.around = around;
        connections = new MortalConnections(name, database);
        topology = new Topology(
                () -> connections.transaction(RealmRows::replicated),
                realmId -> connections.transaction(connection -> RealmRows.of(connection, realmId)));
        node = new Node(
                connections,
                new NoOtherNodes(),
                new Threads(streams, new AtOnce(), new AtOnce(), ticker, duties),
                () -> Duration.ofMillis(around.uptime().getAsLong()).toNanos());
        journal = new Journal(name);
        divergences = new Divergences(name, journal, new ResourceRows(around.catalogue()));
        consents = new Consents(name, "master", other -> new Consent(Set.of(Consent.ALL), true));
        peer = new Peer(
                name,
                around.catalogue().shape(),
                around.envelope(),
                around.announcements(),
                around.network(),
                Duration.ofSeconds(1),
                this::outranked);
        succession = new Succession(name, url(name), divergences, consents, around.clock());
        shipper = shipper();
        gate = new CommitGate(
                Dialect.H2,
                around.catalogue().ownership(),
                around.catalogue().selects(),
                journal,
                around.clock(),
                shipper::committed,
                node::isAwake);
        receiver = receiving();
        Rules rules = new Rules(new Rules.Bounds(Duration.ZERO, Duration.ofDays(1), Duration.ZERO), around.clock());
        switchover = switchover(rules);
        failover = failover(rules);
        start();
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

    private void start() {
        topology.refresh();
        node.doubtIfAlone();
        Confirmation confirmation = new Confirmation(
                connections, topology, peer, consents, switchover, this::roleChanged, around.clock());
        node.start(List.of(leading -> topology.refresh()), confirmation::look, shipper);
    }

    private Shipper shipper() {
        Catalogue catalogue = around.catalogue();
        Cutter cutter = new Cutter(connections, Dialect.H2, catalogue, journal, around.clock(), CHUNK);
        return new Shipper(
                new Home(name, connections, topology, journal, cutter, new Observer() {}, around.clock()),
                new Others(peer, consents, succession, divergences),
                new Digests(catalogue),
                new Inventory(catalogue),
                node,
                node.others());
    }

    private Switchover switchover(Rules rules) {
        return new Switchover(
                around.between().apply(connections),
                journal,
                peer,
                consents,
                succession,
                rules,
                this::roleChanged,
                Optional.empty(),
                around.clock());
    }

    private Failover failover(Rules rules) {
        return new Failover(
                name,
                connections,
                succession,
                new Candidacy(
                        name, around.catalogue().shape(), connections, rules, realm -> List.of(), around.clock()),
                realm -> roleChanged(realm.realmId()),
                Optional.empty());
    }

    private Receiver receiving() {
        Shape shape = around.catalogue().shape();
        Holders holders = new Holders(connections, consents);
        CopyNotes notes = new CopyNotes(connections);
        return new Receiver(
                around.envelope(),
                holders,
                new Admittance(name, shape, holders, notes),
                new Acts(copyActs(), roleActs(), askActs(holders)),
                notes,
                new SealedAnswers(shape, around.envelope(), topology),
                new Observer() {});
    }

    private CopyActs copyActs() {
        Applier applier = new Applier(
                new RowCopies(connections),
                new RowApplier(around.catalogue(), Dialect.H2),
                Dialect.H2,
                journal,
                new Observer() {},
                around.clock());
        Invitations invitations = new Invitations(connections, consents, around.clock());
        StagedParts staged = new StagedParts(connections, around.envelope(), null);
        return CopyActs.of(
                name,
                connections,
                invitations,
                new CopyRemoval(connections, applier::removeCopy),
                new ArrivingCuts(staged, applier, invitations),
                around.clock());
    }

    private RoleActs roleActs() {
        return RoleActs.of(
                connections,
                consents,
                succession,
                Optional.empty(),
                RoleEvents.of(realm -> roleChanged(realm.realmId()), shipper::heard),
                around.clock());
    }

    private AskActs askActs(Holders holders) {
        HearStream hearing = new HearStream(name, connections, journal, around.clock());
        return new AskActs(
                hearing,
                new HearStreams(holders, hearing),
                new CompareRows(name, connections, new RowQuestions(around.catalogue())),
                new GiveDivergences(connections, divergences),
                new TellReadiness(name, consents, realm -> List.of()),
                new ProveTokens(null));
    }

    static URI url(String region) {
        return URI.create("https://" + region + ".test");
    }

    private void outranked(String realmId, Claim theirs) {
        if (connections.transaction(connection -> RealmRows.of(connection, realmId)
                        .filter(realm -> consents.refusesClaim(theirs, realm).isEmpty())
                        .isPresent()
                && RoleRows.doubt(connection, realmId, theirs))) {
            roleChanged(realmId);
        }
    }

    private void roleChanged(String realmId) {
        topology.refresh(realmId);
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
