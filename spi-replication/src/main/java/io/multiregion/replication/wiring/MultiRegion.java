package io.multiregion.replication.wiring;

import io.micrometer.core.instrument.Metrics;
import io.multiregion.key.Keys;
import io.multiregion.key.RegionKeys;
import io.multiregion.key.TrustDirectory;
import io.multiregion.replication.admin.Comparisons;
import io.multiregion.replication.admin.DivergenceDesk;
import io.multiregion.replication.admin.Drill;
import io.multiregion.replication.admin.RealmView;
import io.multiregion.replication.admin.Replicas;
import io.multiregion.replication.admin.SealingDesk;
import io.multiregion.replication.apply.Applier;
import io.multiregion.replication.apply.RowApplier;
import io.multiregion.replication.capture.Capture;
import io.multiregion.replication.capture.CaptureHooks;
import io.multiregion.replication.capture.CommitGate;
import io.multiregion.replication.capture.Tripwire;
import io.multiregion.replication.catalogue.Catalogue;
import io.multiregion.replication.catalogue.Ownership;
import io.multiregion.replication.catalogue.Selects;
import io.multiregion.replication.config.SealingSettings;
import io.multiregion.replication.config.Settings;
import io.multiregion.replication.cut.Cutter;
import io.multiregion.replication.cut.ResourceRows;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.database.DatabaseFailure;
import io.multiregion.replication.database.Dialect;
import io.multiregion.replication.digest.Digests;
import io.multiregion.replication.divergence.Comparison;
import io.multiregion.replication.divergence.Divergences;
import io.multiregion.replication.failover.Confirmation;
import io.multiregion.replication.failover.Failover;
import io.multiregion.replication.failover.Rules;
import io.multiregion.replication.failover.Switchover;
import io.multiregion.replication.journal.Journal;
import io.multiregion.replication.metrics.MeterObserver;
import io.multiregion.replication.metrics.Observer;
import io.multiregion.replication.pairing.CertificateWatch;
import io.multiregion.replication.pairing.OwnIdentity;
import io.multiregion.replication.pairing.PairingDesk;
import io.multiregion.replication.readiness.KeysUsable;
import io.multiregion.replication.receive.Orders;
import io.multiregion.replication.receive.Receiver;
import io.multiregion.replication.receive.RoleOrders;
import io.multiregion.replication.seal.Envelope;
import io.multiregion.replication.secret.DataKeys;
import io.multiregion.replication.secret.RegionWrapping;
import io.multiregion.replication.secret.Resealing;
import io.multiregion.replication.secret.Sealing;
import io.multiregion.replication.secret.SecretListener;
import io.multiregion.replication.secret.Secrets;
import io.multiregion.replication.secret.WrappedColumn;
import io.multiregion.replication.ship.HttpTransport;
import io.multiregion.replication.ship.Peer;
import io.multiregion.replication.ship.Shipper;
import io.multiregion.replication.succession.Succession;
import io.multiregion.replication.topology.RealmRows;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.Topology;
import io.multiregion.replication.traffic.RepeatedSwitch;
import io.multiregion.replication.traffic.TrafficSwitch;
import io.multiregion.replication.trust.KnownRegions;
import io.multiregion.replication.trust.RegionRows;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Any;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jboss.logging.Logger;
import org.keycloak.common.Version;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.utils.KeycloakSessionUtil;

/** The extension as it runs in one server: everything is put together here, in the order of the flow. */
public final class MultiRegion {

    private static final Logger LOG = Logger.getLogger(MultiRegion.class);

    private final Topology topology;
    private final CaptureHooks hooks;
    private final Shipper shipper;
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
    private final KeysUsable keysUsable;
    private final DataKeys dataKeys;
    private final Secrets secrets;
    private final Sealing sealing;
    private final Resealing resealing;
    private final SealingDesk sealingDesk;
    private final KnownRegions known;
    private final CertificateWatch certificates;
    private final PairingDesk pairing;

    MultiRegion(
            Settings settings,
            SealingSettings sealingSettings,
            TrafficSwitch trafficSwitch,
            KeycloakSessionFactory sessions,
            CapturingJpaFactory jpa) {
        this.settings = settings;
        Clock clock = Clock.systemUTC();
        Observer observer = new MeterObserver(Metrics.globalRegistry, settings.region());

        Connections connections = connections(jpa);
        Dialect dialect = dialect(connections);
        Ownership ownership = Ownership.load();
        dataKeys = new DataKeys(
                connections,
                new RegionWrapping(
                        Keys.wrapping(sealingSettings.key(), sealingSettings.password()),
                        sealingSettings.former().stream()
                                .map(uri -> Keys.wrapping(uri, sealingSettings.formerPassword()))
                                .toList()),
                sealingSettings.grace(),
                clock,
                realmId -> forgetSecrets(sessions));
        secrets = new Secrets(dataKeys, MultiRegion::isServing);
        Catalogue catalogue = Catalogue.read(
                connections, ownership, Version.VERSION, Map.of("MR_DATA_KEY.WRAPPED", new WrappedColumn(dataKeys)));
        report(catalogue);
        connections.transaction(connection -> {
            RealmRows.enrolAll(connection);
            return null;
        });
        topology = new Topology(() -> connections.transaction(RealmRows::replicated));
        topology.refresh();

        RegionKeys keys = RegionKeys.at(settings.key(), settings.keyPassword());
        known = new KnownRegions(
                Optional.ofNullable(settings.trust()).map(TrustDirectory::new),
                () -> connections.transaction(RegionRows::all),
                clock);
        known.refresh();
        OwnIdentity identity = new OwnIdentity(settings.region(), settings.url(), keys);
        certificates = new CertificateWatch(identity, known, observer, clock);
        pairing = new PairingDesk(identity, known, connections, this::trustChanged, clock);
        Envelope envelope = new Envelope(settings.region(), keys, known);
        keysUsable = new KeysUsable(settings.region(), keys, known, clock);

        Journal journal = new Journal(settings.region());
        Selects selects = new Selects(catalogue);
        wakeups = new Wakeups(sessions);
        Tripwire tripwire =
                new Tripwire(ownership, topology, new UnattributedWrites(topology, observer, this::suspect));
        CommitGate gate =
                new CommitGate(dialect, ownership, () -> selects, journal, clock, wakeups::committed, this::isAwake);
        Capture capture = new Capture(gate, tripwire);
        hooks = new CaptureHooks(jpa.entityManagers(), capture, tripwire, ownership);
        new SecretListener(secrets)
                .register(jpa.entityManagers()
                        .unwrap(SessionFactoryImplementor.class)
                        .getEventEngine()
                        .getListenerRegistry());
        dataKeys.start();
        sealing = new Sealing(sessions, connections, capture, dataKeys, clock);
        resealing = new Resealing(connections, catalogue, capture, sealing, dataKeys, this::isWritable, clock);
        Arc.container().select(StatementNet.class, Any.Literal.INSTANCE).get().arm(tripwire);

        Digests digests = new Digests(catalogue);
        ResourceRows resources = new ResourceRows(catalogue);
        Divergences divergences = new Divergences(settings.region(), journal, resources);
        Succession succession = new Succession(settings.region(), settings.url(), divergences, clock);
        Peer peer = new Peer(
                settings.region(),
                catalogue.schemaFingerprint(),
                envelope,
                new HttpTransport(),
                settings.answerTimeout());
        shipper = new Shipper(
                connections,
                topology,
                new Cutter(connections, dialect, catalogue, journal, clock),
                digests,
                journal,
                peer,
                succession,
                divergences,
                observer);
        shipper.doubtIfAlone();
        wakeups.to(shipper, topology, known::refresh);
        traffic = new RepeatedSwitch(trafficSwitch, topology);
        promotion = new Promotion(sessions, topology, shipper, wakeups, traffic);
        RealmProbes probes = new RealmProbes(sessions, dataKeys, settings.region(), clock);
        Checks checks = new Checks(sessions, keysUsable, dataKeys, probes, settings.region());

        Applier applier =
                new Applier(sessions, new RowApplier(catalogue, dialect), dialect, journal, capture, observer);
        receiver = new Receiver(
                settings.region(),
                catalogue.schemaFingerprint(),
                envelope,
                connections,
                topology,
                applier,
                new Orders(settings.region(), connections, journal, digests, applier, clock),
                new RoleOrders(connections, succession, divergences, checks, promotion, shipper::heard, probes),
                observer);
        Rules rules =
                new Rules(new Rules.Bounds(settings.flapInterval(), settings.lagBound(), settings.silence()), clock);
        switchover = new Switchover(connections, journal, peer, succession, rules, this::roleChanged, clock);
        failover = new Failover(settings.region(), connections, succession, rules, checks, promotion, clock);
        confirmation = new Confirmation(connections, topology, peer, switchover, this::confirmed, clock);
        divergenceDesk = new DivergenceDesk(connections, new Comparison(catalogue, resources), applier, dataKeys);
        view = new RealmView(settings.region(), connections, journal, clock, certificates::warnings);
        replicas = new Replicas(settings, known, connections, view, this::replicasChanged);
        sealingDesk = new SealingDesk(sealing, resealing, dataKeys);
        comparisons = new Comparisons(connections, view, this::replicasChanged);
        drill = new Drill(connections, journal, peer, switchover, comparisons, wakeups::committed, probes, clock);
    }

    static Connections connections(CapturingJpaFactory jpa) {
        JdbcConnectionAccess access = jpa.entityManagers()
                .unwrap(SessionFactoryImplementor.class)
                .getJdbcServices()
                .getBootstrapJdbcConnectionAccess();
        return access::obtainConnection;
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

    /** What Keycloak has in memory of secrets that may no longer be used. */
    private static void forgetSecrets(KeycloakSessionFactory sessions) {
        KeycloakModelUtils.runJobInTransaction(sessions, session -> {
            Optional.ofNullable(session.getProvider(CacheRealmProvider.class)).ifPresent(CacheRealmProvider::clear);
            Optional.ofNullable(session.getProvider(UserCache.class)).ifPresent(UserCache::clear);
        });
    }

    private static boolean isServing() {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        try {
            return session != null && session.getContext().getHttpRequest() != null;
        } catch (ContextNotActiveException e) {
            return false;
        }
    }

    private boolean isWritable(String realmId) {
        return topology.of(realmId).filter(RealmState::isReadOnly).isEmpty();
    }

    private boolean isAwake() {
        return shipper.isAwake();
    }

    /** Guards and shippers of all nodes look again. */
    private void roleChanged(String realmId) {
        topology.refresh();
        shipper.look();
        wakeups.tell(realmId);
    }

    /** A region that was away may have been promoted and gone before users were sent to it. */
    private void confirmed(String realmId) {
        roleChanged(realmId);
        topology.of(realmId).filter(RealmState::isPrimary).ifPresent(traffic::promoted);
    }

    private void replicasChanged() {
        topology.refresh();
        shipper.look();
    }

    private void lookAtTrust() {
        known.refresh();
        certificates.look();
    }

    /** What failed for a region that was not trusted goes on at once. */
    private void trustChanged(String region) {
        known.refresh();
        wakeups.tellOfTrust();
        topology.all().forEach(realm -> shipper.heard(realm.realmId(), region));
        shipper.look();
    }

    private void suspect(String realmId) {
        offRequest.run(() -> comparisons.suspect(realmId));
    }

    void start() {
        wakeups.start();
        shipper.start(this::lookAtTrust, confirmation::look);
        resealing.start();
        LOG.infof("Keycloak Multi-Region runs in %s", settings);
    }

    void stop() {
        shipper.stop();
        resealing.stop();
        dataKeys.stop();
        wakeups.stop();
        traffic.stop();
        offRequest.stop();
    }

    /** The replicated realms as this node last saw them. */
    public Topology topology() {
        return topology;
    }

    CaptureHooks hooks() {
        return hooks;
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

    /** Whether this region can seal and open. */
    public KeysUsable keysUsable() {
        return keysUsable;
    }

    /** Seals and opens what stands in this region's database. */
    public Secrets secrets() {
        return secrets;
    }

    /** The data keys of realms whose secrets are sealed. */
    public DataKeys dataKeys() {
        return dataKeys;
    }

    /** Decides which realms' secrets are sealed. */
    public SealingDesk sealing() {
        return sealingDesk;
    }

    /** Pairs this region with others, and revokes them. */
    public PairingDesk pairing() {
        return pairing;
    }

    /** When certificates end. */
    public CertificateWatch certificates() {
        return certificates;
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
