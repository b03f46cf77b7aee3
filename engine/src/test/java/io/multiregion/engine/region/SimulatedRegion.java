package io.multiregion.engine.region;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.multiregion.engine.admission.Admission;
import io.multiregion.engine.admission.Place;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.cut.CutBounds;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.gate.Gate;
import io.multiregion.engine.journal.gate.TracedGate;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.metrics.MeterObserver;
import io.multiregion.engine.node.Node;
import io.multiregion.engine.node.Threads;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.peer.PairedRegion;
import io.multiregion.engine.peer.RegionRows;
import io.multiregion.engine.peer.carrier.Fetching;
import io.multiregion.engine.peer.carrier.Said;
import io.multiregion.engine.peer.mailbox.Mailbox;
import io.multiregion.engine.peer.pull.NothingWaitsException;
import io.multiregion.engine.peer.transport.Transport;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.secret.key.RegionWrapping;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.settings.OwnRegion;
import io.multiregion.engine.settings.Settings;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.stream.TestRows;
import io.multiregion.engine.trace.Step;
import io.multiregion.engine.trace.Tracing;
import io.multiregion.engine.trace.Ways;
import io.multiregion.engine.traffic.TrafficSwitch;
import io.multiregion.key.Keys;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A region with the whole engine and no server: a database in memory, a network that is in the test's hands, and time that passes when the
 * test says so. It has one node, which can be killed and started again; its database stays.
 */
public final class SimulatedRegion implements AutoCloseable {

    private final String name;
    private final SimulatedTime time;
    private final SimulatedNetwork network;
    private final KeycloakDatabase database;
    private final TestRegion identity;
    private final WritingThread writing;
    private final TestRows rows;
    private volatile Duration ahead = Duration.ZERO;
    private final Bearing bearing = new Bearing();
    private MeterRegistry meters;
    private CutBounds bounds = CutBounds.USUAL;
    private Tracing tracing = Tracing.NONE;
    private Ways ways = Ways.NONE;
    private Transport transport;
    private Fetching fetching;
    private Optional<Mailbox.Place> mailbox = Optional.empty();
    private Duration patience = Duration.ofSeconds(60);
    private volatile RegionEngine engine;
    private Journalling journalling;
    SimulatedServer server;
    private SimulatedThreads threads;

    public SimulatedRegion(String name, SimulatedTime time, SimulatedNetwork network) {
        this(name, time, network, new KeycloakDatabase());
    }

    SimulatedRegion(String name, SimulatedTime time, SimulatedNetwork network, KeycloakDatabase database) {
        this.name = name;
        this.time = time;
        this.network = network;
        this.database = database;
        this.identity = TestRegion.ec(name);
        this.writing = new WritingThread(database);
        this.rows = new TestRows(writing);
        this.transport = network.from(name);
        this.fetching = network.fetching(name);
        network.add(this);
    }

    public String name() {
        return name;
    }

    public URI url() {
        return URI.create("https://" + name + ".example.test");
    }

    public KeycloakDatabase database() {
        return database;
    }

    /** The rows, by SQL. Inside {@link #write} in its transaction, elsewhere past the gate. */
    public TestRows rows() {
        return rows;
    }

    /** What its node says of itself, since it was started. */
    MeterRegistry meters() {
        return meters;
    }

    /** Inside {@link #write} in its transaction, elsewhere past the gate. */
    Connections connections() {
        return writing;
    }

    /** Where it keeps its traces, from its next start on. */
    void traces(Tracing now) {
        tracing = now;
    }

    /** How much it sends at once, from its next start on. */
    void bounds(CutBounds now) {
        bounds = now;
    }

    /** How it reaches others, and how long it waits for them, from its next start on. */
    void reaches(Transport pushing, Fetching pulling, Duration answer) {
        transport = pushing;
        fetching = pulling;
        patience = answer;
    }

    /** Where it has messages lie, from its next start on. */
    void mailbox(Mailbox.Place place) {
        mailbox = Optional.of(place);
    }

    /** What its server bears in one transaction. */
    Bearing bearing() {
        return bearing;
    }

    /** The engine of the node that runs. */
    public RegionEngine engine() {
        return engine;
    }

    /** Has this region know another one. @param consent as {@link Consent#parse} reads it */
    public void trust(SimulatedRegion other, String consent) {
        PairedRegion paired = new PairedRegion(
                other.name,
                other.url(),
                List.of(other.identity.certificate()),
                false,
                Consent.parse(consent),
                time.instant(),
                "a test");
        database.run(connection -> RegionRows.put(connection, paired));
        if (engine != null) {
            engine.trust().refresh();
        }
    }

    /** Starts the node. It does something when time passes. */
    public void start() {
        threads = new SimulatedThreads(time);
        start(threads.all(), clock(), time::nanos);
    }

    /** Starts the node with threads of its own, and the machine's clock: it does something whenever it likes. */
    public void startInRealTime() {
        start(Threads.daemons(), Clock.systemUTC(), System::nanoTime);
    }

    private void start(Threads all, Clock clock, LongSupplier nanos) {
        meters = new SimpleMeterRegistry();
        Ground ground = new Ground(
                settings(),
                database,
                dataKeys(),
                "a version",
                new Node(database, new NoOtherNodes(), all, nanos),
                new MeterObserver(meters, name),
                clock);
        Trust trust = new Trust(ground, identity.keys(), "master");
        journalling = new Journalling(ground);
        ways = new Ways(tracing, clock);
        Gate gate = TracedGate.of(journalling.gate(), ways);
        server = new SimulatedServer(database, ground.catalogue(), gate, bearing, clock);
        RegionEngine built = new RegionEngine(
                ground,
                trust,
                journalling,
                new Ports(
                        server,
                        server,
                        server,
                        server,
                        realm -> {},
                        transport,
                        fetching,
                        mailbox,
                        TrafficSwitch.none(),
                        ways),
                bounds);
        built.start();
        engine = built;
    }

    /** Sets the region's clock: it is so much ahead of the others' from now on. */
    public void setClock(Duration ahead) {
        this.ahead = ahead;
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return time.instant().plus(ahead);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private Settings settings() {
        Duration minute = Duration.ofSeconds(60);
        return new Settings(
                new OwnRegion(name, url(), Optional.empty(), false, "", new char[0], Optional.empty()),
                new Settings.TrustedDirectory(Optional.empty(), Consent.NONE),
                new Settings.MoveBounds(Duration.ZERO, minute, Duration.ZERO),
                new Settings.Patience(patience, minute, Duration.ofMillis(300)),
                null,
                new Settings.Network(Optional.empty(), Optional.empty()),
                Optional.empty());
    }

    private DataKeys dataKeys() {
        String file = SimulatedRegion.class
                .getResource("/io/multiregion/engine/seal/eu-ec.p12")
                .getPath();
        return new DataKeys(
                database,
                new RegionWrapping(Keys.wrapping("pkcs12:" + file, "golden-vector".toCharArray()), List.of()),
                Duration.ofHours(1),
                time,
                realmId -> {});
    }

    /** Ends the node as a power cut does: what waits is never done, and the lease is left behind. Called between two of its deeds. */
    public void kill() {
        RegionEngine gone = engine;
        engine = null;
        threads.shutdown();
        gone.secrecy().stop();
        gone.moving().stop();
        gone.receiving().stop();
    }

    /**
     * Has the lease end sooner: it goes by real time, and a node that is started again would wait for the end of its predecessor's.
     *
     * @param sooner more than five seconds end it; three more, and the region has slept for so long that another may have taken over
     */
    public void lapse(Duration sooner) {
        database.transaction(connection ->
                Sql.update(connection, "update MR_LEASE set EXPIRES_AT = EXPIRES_AT - ?", sooner.toMillis()));
    }

    /** Ends the node in good order. */
    public void stop() {
        RegionEngine gone = engine;
        engine = null;
        gone.stop();
    }

    /**
     * Writes as a server does: what has changed is journalled in the transaction that changes it, or all is refused.
     *
     * @param change changes {@link #rows}, and returns what it has changed
     */
    public void write(String realmId, Supplier<? extends Collection<ResourceKey>> change) {
        Ownership ownership = engine.ground().catalogue().ownership();
        write(realmId, resource -> ownership.root(resource.kind()).name(), change);
    }

    /** The same, in tables that the resources have. @param table of which rows are written, by resource */
    void write(
            String realmId, Function<ResourceKey, String> table, Supplier<? extends Collection<ResourceKey>> change) {
        server.run(transaction -> writing.in(
                transaction.connection(),
                () -> change.get().forEach(resource -> transaction.changed(table.apply(resource), resource, realmId))));
    }

    /** Has a realm replicated to another region, as an operator asks for. */
    public void replicate(String realmId, SimulatedRegion to) {
        String realmName =
                rows.texts("select NAME from REALM where ID = ?", realmId).get(0);
        engine.operating()
                .replicas()
                .create(
                        realmId,
                        realmName,
                        false,
                        new ReplicaRequest(to.name, to.url().toString(), true, null),
                        Mandate.OPERATOR);
    }

    /** What this region is to a realm; empty if it knows nothing of it. */
    public Optional<RealmState> state(String realmId) {
        return database.transaction(connection -> RealmRows.of(connection, realmId));
    }

    /** What this region, as a primary, knows of a replica. */
    public Optional<ReplicaState> replica(String realmId, SimulatedRegion in) {
        return database.transaction(connection -> ReplicaRows.of(connection, realmId, in.name));
    }

    /** A message arrives, and is answered as a server would. */
    byte[] receive(SimulatedNetwork.Parcel parcel) {
        Said said = take(parcel.announcement(), parcel.message());
        if (said.status() == 200) {
            return said.body();
        }
        throw new TransportException("region " + name + " answers with an error: " + said.status());
    }

    /** The same, in a server's words. */
    Said take(String announcement, byte[] message) {
        RegionEngine running = engine;
        if (running == null) {
            throw new TransportException("no answer from " + url());
        }
        try {
            Admission admission = running.receiving().door().admit(announcement, message.length);
            if (admission instanceof Place place) {
                return Said.answer(taken(running, place, message));
            }
            return admission instanceof Admission.Answered before
                    ? Said.answer(before.answer())
                    : admission instanceof Admission.Repeated ? Said.no(409, "repeated") : Said.no(503, "busy");
        } catch (NotAcceptedException e) {
            return Said.no(403, "not_accepted");
        } catch (NothingWaitsException e) {
            return Said.no(409, "not_waiting");
        } catch (Exception e) {
            throw new TransportException("region " + name + " answers with an error: " + e, e);
        }
    }

    private byte[] taken(RegionEngine running, Place place, byte[] message) throws Exception {
        try (place) {
            place.read(new ByteArrayInputStream(message));
            byte[] answer =
                    place.header().type() == MessageType.FETCH ? new byte[0] : received(running, place, message);
            place.answered(answer);
            if (place.header().type() != MessageType.FETCH) {
                return answer;
            }
        }
        return running.waiting().come(place.header().from(), message);
    }

    private byte[] received(RegionEngine running, Place place, byte[] message) throws Exception {
        try (Step step = ways.receive(ways.here())) {
            return running.receiving().receiver().receive(place.header(), message);
        }
    }

    @Override
    public void close() {
        if (engine != null && threads == null) {
            stop();
        } else if (engine != null) {
            kill();
        }
        database.close();
    }
}
