package io.multiregion.replication.start;

import io.micrometer.core.instrument.Metrics;
import io.multiregion.engine.admission.Door;
import io.multiregion.engine.apply.Applier;
import io.multiregion.engine.apply.RowApplier;
import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.DatabaseFailure;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.divergence.Comparison;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.failover.Confirmation;
import io.multiregion.engine.failover.Failover;
import io.multiregion.engine.failover.Switchover;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.journal.CommitGate;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.metrics.MeterObserver;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.operate.Comparisons;
import io.multiregion.engine.operate.DivergenceDesk;
import io.multiregion.engine.operate.Drill;
import io.multiregion.engine.operate.RealmView;
import io.multiregion.engine.operate.Replicas;
import io.multiregion.engine.peer.transport.HttpTransport;
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
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.secret.key.WrappedColumn;
import io.multiregion.engine.secret.stored.SealedBytes;
import io.multiregion.engine.settings.SealingSettings;
import io.multiregion.engine.settings.Settings;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.stream.Shipper;
import io.multiregion.engine.succession.Succession;
import io.multiregion.engine.traffic.RepeatedSwitch;
import io.multiregion.engine.traffic.TrafficSwitch;
import io.multiregion.replication.hibernate.Capture;
import io.multiregion.replication.hibernate.CaptureHooks;
import io.multiregion.replication.hibernate.Tripwire;
import io.multiregion.replication.jpa.CapturingJpaFactory;
import io.multiregion.replication.jpa.StatementNet;
import io.multiregion.replication.readiness.Checks;
import io.multiregion.replication.readiness.RealmProbes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.common.Version;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** The extension as it runs in one server: everything is put together here, in the order of the flow. */
public final class MultiRegion {

    private static final Logger LOG = Logger.getLogger(MultiRegion.class);

    private final Connections connections;
    private final Topology topology;
    private final Capture capture;
    private final CaptureHooks hooks;
    private final Shipper shipper;
    private final Door door;
    private final Receiver receiver;
    private final RealmView view;
    private final Replicas replicas;
    private final Comparisons comparisons;
    private final OffRequest offRequest = new OffRequest();
    private final Wakeups wakeups;
    private final RepeatedSwitch traffic;
    private final Settings settings;
    private final Switchover switchover;
    private final Failover failover;
    private final Confirmation confirmation;
    private final DivergenceDesk divergenceDesk;
    private final Promotion promotion;
    private final Drill drill;
    private final Trust trust;
    private final SecretsAtRest atRest;

    MultiRegion(
            Settings settings,
            SealingSettings sealingSettings,
            TrafficSwitch trafficSwitch,
            KeycloakSessionFactory sessions,
            CapturingJpaFactory jpa) {
        this.settings = settings;
        Clock clock = Clock.systemUTC();
        Observer observer = new MeterObserver(Metrics.globalRegistry, settings.region());

        connections = jpa.connections();
        Dialect dialect = dialect(connections);
        Ownership ownership = Ownership.load();
        DataKeys dataKeys = SecretsAtRest.dataKeys(sealingSettings, connections, sessions, clock);
        Catalogue catalogue = Catalogue.read(
                connections, ownership, Version.VERSION, Map.of("MR_DATA_KEY.WRAPPED", new WrappedColumn(dataKeys)));
        report(catalogue);
        connections.transaction(connection -> {
            RealmRows.enrolAll(connection);
            return null;
        });
        topology = new Topology(
                () -> connections.transaction(RealmRows::replicated),
                realmId -> connections.transaction(connection -> RealmRows.of(connection, realmId)));
        topology.refresh();

        trust = new Trust(settings, connections, observer, this::trustChanged, clock);

        Journal journal = new Journal(settings.region());
        wakeups = new Wakeups(sessions);
        Tripwire tripwire =
                new Tripwire(ownership, topology, new UnattributedWrites(topology, observer, this::suspect));
        CommitGate gate = new CommitGate(
                dialect, ownership, catalogue.selects(), journal, clock, wakeups::committed, this::isAwake);
        capture = new Capture(gate, tripwire);
        hooks = new CaptureHooks(jpa.sessionFactory(), capture, tripwire, ownership);
        StatementNet.arm(tripwire);
        atRest = new SecretsAtRest(
                dataKeys, jpa.sessionFactory(), sessions, connections, catalogue, capture, this::isWritable, clock);

        Digests digests = new Digests(catalogue);
        Inventory inventory = new Inventory(catalogue);
        ResourceRows resources = new ResourceRows(catalogue);
        Divergences divergences = new Divergences(settings.region(), journal, resources);
        Succession succession = new Succession(settings.region(), settings.url(), divergences, trust.consents(), clock);
        Peer peer = new Peer(
                settings.region(),
                catalogue.shape(),
                trust.envelope(),
                trust.announcements(),
                new HttpTransport(settings.allowHttp()),
                settings.answerTimeout(),
                this::outranked);
        shipper = new Shipper(
                connections,
                topology,
                new Cutter(connections, dialect, catalogue, journal, clock, Cutter.CHUNK),
                digests,
                inventory,
                journal,
                peer,
                trust.consents(),
                succession,
                divergences,
                observer);
        shipper.doubtIfAlone();
        wakeups.to(shipper, topology, trust::refresh);
        traffic = new RepeatedSwitch(trafficSwitch, topology);
        promotion = new Promotion(sessions, topology, shipper, wakeups, traffic);
        RealmProbes probes = new RealmProbes(sessions, dataKeys, settings.region(), clock);
        Checks checks = new Checks(sessions, trust.keysUsable(), dataKeys, probes, settings.region());

        Applier applier =
                new Applier(sessions, new RowApplier(catalogue, dialect), dialect, journal, capture, observer);
        door = new Door(trust.announcements(), observer);
        Holders holders = new Holders(connections, trust.consents());
        CopyNotes notes = new CopyNotes(connections);
        Invitations invitations = new Invitations(connections, trust.consents(), clock);
        CopyActs copy = CopyActs.of(
                settings.region(),
                connections,
                journal,
                invitations,
                new CopyRemoval(connections, journal, applier::removeCopy),
                new ArrivingCuts(
                        new StagedParts(connections, trust.envelope(), new SealedBytes(dataKeys)),
                        applier,
                        invitations),
                clock);
        RoleActs role = RoleActs.of(
                connections,
                trust.consents(),
                succession,
                trafficSwitch.shared(),
                RoleEvents.of(promotion, shipper::heard),
                clock);
        HearStream hearing = new HearStream(settings.region(), connections, journal, clock);
        AskActs ask = new AskActs(
                hearing,
                new HearStreams(holders, hearing),
                new CompareRows(settings.region(), connections, new RowQuestions(catalogue)),
                new GiveDivergences(connections, divergences),
                new TellReadiness(settings.region(), trust.consents(), checks),
                new ProveTokens(probes));
        receiver = new Receiver(
                trust.envelope(),
                holders,
                new Admittance(settings.region(), catalogue.shape(), holders, notes),
                new Acts(copy, role, ask),
                notes,
                new SealedAnswers(catalogue.shape(), trust.envelope(), topology),
                observer);
        Rules rules =
                new Rules(new Rules.Bounds(settings.flapInterval(), settings.lagBound(), settings.silence()), clock);
        switchover = new Switchover(
                connections,
                journal,
                peer,
                trust.consents(),
                succession,
                rules,
                this::roleChanged,
                trafficSwitch.shared(),
                clock);
        failover = new Failover(
                settings.region(),
                catalogue.shape(),
                connections,
                succession,
                rules,
                checks,
                promotion,
                trafficSwitch.shared(),
                clock);
        confirmation =
                new Confirmation(connections, topology, peer, trust.consents(), switchover, this::confirmed, clock);
        divergenceDesk = new DivergenceDesk(connections, new Comparison(catalogue, resources), applier, dataKeys);
        view = new RealmView(settings.region(), connections, journal, clock, this::warnings);
        replicas = new Replicas(settings, trust.known(), trafficSwitch, connections, view, this::replicasChanged);
        comparisons = new Comparisons(connections, view, this::replicasChanged);
        drill = new Drill(connections, journal, peer, switchover, comparisons, wakeups::committed, probes, clock);
    }

    private static Dialect dialect(Connections connections) {
        try (Connection connection = connections.open()) {
            return Dialect.of(connection);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static void report(Catalogue catalogue) {
        if (!catalogue.unknownTables().isEmpty()) {
            LOG.warnf(
                    "the database has tables that are not Keycloak's, their rows are not replicated: %s",
                    catalogue.unknownTables());
        }
    }

    /** The extension in this session's server, or empty while it is dormant. */
    public static Optional<MultiRegion> of(KeycloakSession session) {
        return of(session.getKeycloakSessionFactory());
    }

    /** The extension in this server, or empty while it is dormant. */
    public static Optional<MultiRegion> of(KeycloakSessionFactory sessions) {
        return sessions.getProviderFactory(MultiRegionProvider.class) instanceof MultiRegionFactory factory
                ? factory.multiRegion()
                : Optional.empty();
    }

    /**
     * The extension in this server, armed now if it is not yet: Keycloak migrates its model before it starts extensions. Empty while
     * it is dormant. Called on a thread without a transaction.
     */
    public static Optional<MultiRegion> armed(KeycloakSessionFactory sessions) {
        return sessions.getProviderFactory(MultiRegionProvider.class) instanceof MultiRegionFactory factory
                ? factory.armed(sessions)
                : Optional.empty();
    }

    private boolean isWritable(String realmId) {
        return topology.of(realmId).filter(RealmState::isReadOnly).isEmpty();
    }

    private boolean isAwake() {
        return shipper.isAwake();
    }

    /** Guards and shippers of all nodes look again. */
    private void roleChanged(String realmId) {
        topology.refresh(realmId);
        shipper.look();
        wakeups.tell(realmId);
    }

    /** Whoever knows of a later primary: this region takes no writes before that is settled. */
    private void outranked(String realmId, Claim theirs) {
        boolean doubted = connections.transaction(connection -> RealmRows.of(connection, realmId)
                        .filter(realm ->
                                trust.consents().refusesClaim(theirs, realm).isEmpty())
                        .isPresent()
                && RoleRows.doubt(connection, realmId, theirs));
        if (doubted) {
            roleChanged(realmId);
        }
    }

    /**
     * A region that was away may have been promoted and gone before users were sent to it. A role that has never moved has moved no
     * users: a realm that somebody has just had replicated gets at nothing that all share.
     */
    private void confirmed(String realmId) {
        roleChanged(realmId);
        topology.of(realmId)
                .filter(RealmState::isPrimary)
                .filter(realm -> realm.changedAt().isAfter(Instant.EPOCH))
                .ifPresent(traffic::promoted);
    }

    /** What operators should know now; empty if all is well. */
    public List<String> warnings() {
        return Stream.of(settings.warnings(), trust.certificates().warnings())
                .flatMap(List::stream)
                .toList();
    }

    private void replicasChanged() {
        topology.refresh();
        shipper.look();
    }

    /** What failed for a region that was not trusted goes on at once. */
    private void trustChanged(String region) {
        wakeups.tellOfTrust();
        topology.all().forEach(realm -> shipper.heard(realm.realmId(), region));
        shipper.look();
    }

    private void suspect(String realmId) {
        offRequest.run(() -> comparisons.suspect(realmId));
    }

    void start() {
        wakeups.start();
        shipper.start(trust::look, confirmation::look);
        atRest.start();
        LOG.infof("Keycloak Multi-Region runs in %s", settings);
        settings.warnings().forEach(LOG::warn);
    }

    void stop() {
        shipper.stop();
        atRest.stop();
        wakeups.stop();
        traffic.stop();
        door.stop();
        offRequest.stop();
    }

    /** The replicated realms as this node last saw them. */
    public Topology topology() {
        return topology;
    }

    /** What is written to the database, on its way into the journal. */
    public Capture capture() {
        return capture;
    }

    CaptureHooks hooks() {
        return hooks;
    }

    /** Lets the messages of other regions in. */
    public Door door() {
        return door;
    }

    /** Takes the messages of other regions. */
    public Receiver receiver() {
        return receiver;
    }

    /** What this region is to its realms. */
    public RealmView view() {
        return view;
    }

    /** Makes and removes replicas. */
    public Replicas replicas() {
        return replicas;
    }

    /** Has replicas compared. */
    public Comparisons comparisons() {
        return comparisons;
    }

    /** Moves the primary role of this region's realms to another one. */
    public Switchover switchover() {
        return switchover;
    }

    /** Makes this region a primary. */
    public Failover failover() {
        return failover;
    }

    /** Proves a standby. */
    public Drill drill() {
        return drill;
    }

    /** Where operators decide about divergences. */
    public DivergenceDesk divergences() {
        return divergenceDesk;
    }

    /** Secrets of realms, in this region's database. */
    public SecretsAtRest atRest() {
        return atRest;
    }

    /** Who this region is, and whom it trusts. */
    public Trust trust() {
        return trust;
    }

    /** Threads without a transaction. */
    public OffRequest offRequest() {
        return offRequest;
    }

    /** The settings that this server started with. */
    public Settings settings() {
        return settings;
    }
}
