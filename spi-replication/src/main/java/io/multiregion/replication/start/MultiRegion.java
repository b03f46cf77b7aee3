package io.multiregion.replication.start;

import io.micrometer.core.instrument.Metrics;
import io.multiregion.engine.admission.Door;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Failover;
import io.multiregion.engine.failover.Switchover;
import io.multiregion.engine.metrics.MeterObserver;
import io.multiregion.engine.node.Node;
import io.multiregion.engine.node.Threads;
import io.multiregion.engine.operate.DivergenceDesk;
import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.engine.operate.RealmView;
import io.multiregion.engine.operate.Replicas;
import io.multiregion.engine.operate.VerifyDesk;
import io.multiregion.engine.peer.carrier.HttpTransport;
import io.multiregion.engine.receive.Receiver;
import io.multiregion.engine.region.Ground;
import io.multiregion.engine.region.Journalling;
import io.multiregion.engine.region.Ports;
import io.multiregion.engine.region.RegionEngine;
import io.multiregion.engine.region.Trust;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.settings.Settings;
import io.multiregion.engine.stale.Freshness;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.traffic.TrafficSwitch;
import io.multiregion.key.RegionKeys;
import io.multiregion.replication.cache.KeycloakCopies;
import io.multiregion.replication.hibernate.Capture;
import io.multiregion.replication.hibernate.CaptureHooks;
import io.multiregion.replication.hibernate.Tripwire;
import io.multiregion.replication.jpa.CapturingJpaFactory;
import io.multiregion.replication.jpa.KeycloakTransactions;
import io.multiregion.replication.jpa.StatementNet;
import io.multiregion.replication.readiness.Checks;
import io.multiregion.replication.readiness.RealmProbes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.common.Version;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** The extension as it runs in one server: the engine, and what Keycloak gives it. The one place that providers ask. */
public final class MultiRegion {

    private static final Logger LOG = Logger.getLogger(MultiRegion.class);

    private final OffRequest offRequest = new OffRequest();
    private final ClusterNodes nodes;
    private final Capture capture;
    private final CaptureHooks hooks;
    private final SecretsAtRest atRest;
    private final RegionEngine engine;
    private volatile boolean leaving;

    MultiRegion(Settings settings, TrafficSwitch traffic, KeycloakSessionFactory sessions, CapturingJpaFactory jpa) {
        Clock clock = Clock.systemUTC();
        DataKeys dataKeys = SecretsAtRest.dataKeys(settings.sealing(), jpa.connections(), sessions, clock);
        nodes = new ClusterNodes(sessions);
        Ground ground = ground(settings, jpa.connections(), dataKeys, clock);
        Trust trust = new Trust(
                ground, RegionKeys.at(settings.own().key(), settings.own().keyPassword()), Config.getAdminRealm());
        Journalling journalling = new Journalling(ground);
        Tripwire tripwire = new Tripwire(ground.catalogue().ownership(), ground.topology(), this::unattributed);
        capture = new Capture(journalling.gate(), tripwire);
        hooks = new CaptureHooks(
                jpa.sessionFactory(), capture, tripwire, ground.catalogue().ownership());
        StatementNet.arm(tripwire);
        atRest = new SecretsAtRest(dataKeys, jpa.sessionFactory());
        HttpTransport http = new HttpTransport(settings.allowHttp(), OutgoingProxies.network(settings));
        RealmProbes probes = new RealmProbes(sessions, dataKeys, settings.region(), clock);
        engine = new RegionEngine(
                ground,
                trust,
                journalling,
                new Ports(
                        new KeycloakCopies(sessions, capture),
                        new KeycloakTransactions(sessions, capture),
                        probes,
                        new Checks(sessions, trust.keysUsable(), dataKeys, probes, settings.region()),
                        new PrimaryJobs(sessions),
                        http,
                        http,
                        OutgoingProxies.mailbox(settings),
                        traffic));
    }

    private Ground ground(Settings settings, Connections connections, DataKeys dataKeys, Clock clock) {
        return new Ground(
                settings,
                connections,
                dataKeys,
                Version.VERSION,
                new Node(connections, nodes, Threads.daemons()),
                new MeterObserver(Metrics.globalRegistry, settings.region()),
                clock);
    }

    private void unattributed(String table, String realmId) {
        engine.unattributed().written(table, realmId);
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

    void start() {
        nodes.listen(engine.listener());
        engine.start();
        LOG.infof("Keycloak Multi-Region runs in %s", settings());
        settings().warnings().forEach(LOG::warn);
    }

    /** Keycloak is to stop, and waits until load balancers have noticed: its shutdown-delay. */
    void leave() {
        leaving = true;
    }

    void stop() {
        engine.stop();
        nodes.stop();
        offRequest.stop();
    }

    /** Whether this server is about to stop: nobody new should come. */
    public boolean isLeaving() {
        return leaving;
    }

    /** What replicates. */
    public RegionEngine engine() {
        return engine;
    }

    /** The replicated realms as this node last saw them. */
    public Topology topology() {
        return engine.ground().topology();
    }

    /** How fresh this region's copies are. */
    public Freshness freshness() {
        return engine.ground().freshness();
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
        return engine.door();
    }

    /** Takes the messages of other regions. */
    public Receiver receiver() {
        return engine.receiver();
    }

    /** What this region is to its realms. */
    public RealmView view() {
        return engine.view();
    }

    /** Makes and removes replicas. */
    public Replicas replicas() {
        return engine.replicas();
    }

    /** Has replicas compared. */
    public VerifyDesk comparisons() {
        return engine.comparisons();
    }

    /** Moves the primary role of this region's realms to another one. */
    public Switchover switchover() {
        return engine.switchover();
    }

    /** Makes this region a primary. */
    public Failover failover() {
        return engine.failover();
    }

    /** Proves a standby. */
    public DrillDesk drill() {
        return engine.drill();
    }

    /** Where operators decide about divergences. */
    public DivergenceDesk divergences() {
        return engine.divergences();
    }

    /** What operators should know now; empty if all is well. */
    public List<String> warnings() {
        return engine.warnings();
    }

    /** Secrets of realms, in this region's database. */
    public SecretsAtRest atRest() {
        return atRest;
    }

    /** Who this region is, and whom it trusts. */
    public Trust trust() {
        return engine.trust();
    }

    /** Threads without a transaction. */
    public OffRequest offRequest() {
        return offRequest;
    }

    /** The settings that this server started with. */
    public Settings settings() {
        return engine.ground().settings();
    }
}
