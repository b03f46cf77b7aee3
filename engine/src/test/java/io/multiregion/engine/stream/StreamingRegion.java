package io.multiregion.engine.stream;

import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.node.Node;
import io.multiregion.engine.node.OtherNodes;
import io.multiregion.engine.node.Threads;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.stream.line.Home;
import io.multiregion.engine.stream.line.Others;
import io.multiregion.engine.stream.line.StreamRoute;
import io.multiregion.engine.succession.Succession;
import io.multiregion.engine.verify.Verification;
import io.multiregion.engine.vitals.Bulletin;
import io.multiregion.schema.SchemaDatabase;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Region eu as far as it ships to us: all that a server has for that, but the server. */
final class StreamingRegion implements AutoCloseable {

    private static final int PAGE = 50;

    private final TwoDatabases regions = new TwoDatabases(PAGE, SchemaDatabase::h2);
    private final ApplyingRegion us = new ApplyingRegion(regions);
    private final Written nodes = new Written();
    private final Node node = new Node(regions.database(), nodes, Threads.daemons());
    private final Clock clock = Clock.systemUTC();
    private final Home home;
    private final Others others;

    /** Keeps what the other nodes are told. */
    private static final class Written implements OtherNodes {
        private final List<String> realms = new CopyOnWriteArrayList<>();

        @Override
        public void committed(String realmId) {
            realms.add(realmId);
        }

        @Override
        public void realmChanged(String realmId) {}

        @Override
        public void trustChanged() {}

        @Override
        public void tryAgain(String realmId, String region) {}
    }

    StreamingRegion() {
        RandomRealm.found(regions.eu());
        RandomRealm.found(regions.us());
        Topology topology = new Topology(
                () -> regions.database().transaction(RealmRows::replicated),
                realmId -> regions.database().transaction(connection -> RealmRows.of(connection, realmId)));
        topology.refresh();
        home = new Home(
                "eu",
                regions.database(),
                topology,
                regions.journal(),
                regions.cutter(),
                new Observer() {},
                clock,
                Optional.of(URI.create("https://eu.example.com")),
                new Bulletin(
                        () -> new Vitals("26.7.0", "0.1.0", 1, 0, Optional.empty(), 0, true, Optional.empty()),
                        regions.database(),
                        clock));
        Consents consents = new Consents("eu", "master", region -> Consent.NONE);
        Divergences divergences = new Divergences(
                "eu", regions.journal(), new ResourceRows(regions.eu().catalogue()));
        others = new Others(
                us.peer(),
                consents,
                new Succession("eu", URI.create("http://eu"), divergences, regions.journal(), consents, clock),
                divergences);
        node.lease().hold();
    }

    TwoDatabases regions() {
        return regions;
    }

    ApplyingRegion us() {
        return us;
    }

    Node node() {
        return node;
    }

    /** The realms of which the other nodes were told that there is a new change. */
    List<String> told() {
        return nodes.realms;
    }

    StreamRoute route() {
        return StreamRoute.to(regions.replica(), "eu");
    }

    /** Its stream to us, which nobody but the caller takes a turn of. */
    ReplicaStream stream() {
        return stream(route());
    }

    ReplicaStream stream(StreamRoute along) {
        return new Streams(home, others, verification(), node).along(along);
    }

    Shipper shipper() {
        return new Shipper(
                home,
                others,
                new Digests(regions.eu().catalogue()),
                new Inventory(regions.eu().catalogue()),
                node,
                nodes);
    }

    private Verification verification() {
        return new Verification(
                regions.database(),
                new Digests(regions.eu().catalogue()),
                new Inventory(regions.eu().catalogue()),
                node.lease()::check,
                PAGE);
    }

    ReplicaState replica() {
        return regions.replica();
    }

    void want(ReplicaStatus status) {
        regions.database().transaction(connection -> {
            ReplicaRows.want(connection, TwoDatabases.REALM, "us", status);
            return null;
        });
    }

    /** Makes a user, as one transaction does. */
    void user(String name) {
        regions.eu()
                .insert(
                        "USER_ENTITY",
                        "ID",
                        name,
                        "USERNAME",
                        name,
                        "EMAIL_CONSTRAINT",
                        name,
                        "REALM_ID",
                        TwoDatabases.REALM);
        regions.note(List.of(new ResourceKey(Kind.USER, name)));
    }

    boolean usHas(String user) {
        return regions.us()
                .texts("select ID from USER_ENTITY where REALM_ID = 'acme'")
                .contains(user);
    }

    /** Another node has taken over, as it would have after this one was frozen for some seconds. */
    void loseLease() {
        execute("update MR_LEASE set OWNER = 'another node', FENCE = FENCE + 1");
    }

    void execute(String sql) {
        regions.database().transaction(connection -> Sql.update(connection, sql));
    }

    @Override
    public void close() {
        node.stop();
        regions.close();
    }
}
