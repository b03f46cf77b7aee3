package io.multiregion.engine.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.operate.view.ReplicaRepresentation;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.peer.KnownRegions;
import io.multiregion.engine.peer.PairedRegion;
import io.multiregion.engine.peer.TestCertificates;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.settings.OwnRegion;
import io.multiregion.engine.stale.Freshness;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.traffic.TrafficSwitch;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a replica may be made, and by whom. */
class ReplicasTest {

    private static final String PAIRED = "https://us.test";
    private static final String OTHER = "https://10.0.0.1:22";

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final OwnRegion own = new OwnRegion(
            "eu",
            URI.create("https://eu.test"),
            Optional.empty(),
            false,
            "pkcs12:/eu.p12",
            new char[0],
            Optional.empty());

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void aRealmsAdministratorsUseTheUrlThatTheRegionWasPairedWith() {
        assertEquals(PAIRED, create("one", "one", null, Mandate.REALM).url());
        assertEquals(PAIRED, create("two", "two", PAIRED + "/", Mandate.REALM).url());
    }

    @Test
    void otherUrlsAreGivenByOperators() {
        assertRefused(403, "operators_only", () -> create("one", "one", OTHER, Mandate.REALM));
        assertEquals(OTHER, create("one", "one", OTHER, Mandate.OPERATOR).url());
    }

    @Test
    void whereNoUrlIsPairedAnOperatorGivesIt() {
        Replicas replicas = replicas(null, TrafficSwitch.none());
        assertRefused(403, "operators_only", () -> create(replicas, "one", "one", null, Mandate.REALM));
        assertRefused(403, "operators_only", () -> create(replicas, "one", "one", OTHER, Mandate.REALM));
        assertRefused(400, "invalid_url", () -> create(replicas, "one", "one", null, Mandate.OPERATOR));
        assertEquals(
                OTHER, create(replicas, "one", "one", OTHER, Mandate.OPERATOR).url());
    }

    @Test
    void anUnencryptedOneIsRefused() {
        assertRefused(400, "invalid_url", () -> create("one", "one", "http://us.test", Mandate.OPERATOR));
    }

    @Test
    void aReplicaIsForgottenByOperators() {
        create("one", "one", null, Mandate.REALM);
        Replicas replicas = replicas(PAIRED, TrafficSwitch.none());
        assertRefused(403, "operators_only", () -> replicas.delete("one", "us", true, Mandate.REALM));
        replicas.delete("one", "us", true, Mandate.OPERATOR);
    }

    /** Who renames his realm gets at no record of another one, nor keeps another one from having its own. */
    @Test
    void aLabelIsFixedByAnOperator() {
        create("one", "Acme", null, Mandate.OPERATOR);
        assertEquals("acme", label("one"));
        rename("one", "other");
        assertEquals("acme", label("one"));
        assertRefused(409, "label_taken", () -> create("two", "acme", null, Mandate.OPERATOR));
        create("three", "bank", null, Mandate.REALM);
        assertNull(label("three"));
        create("four", "BANK", null, Mandate.OPERATOR);
        assertEquals("bank", label("four"));
    }

    @Test
    void whereLabelsAreNamesForUsersAnOperatorBegins() {
        Replicas replicas = replicas(PAIRED, new TrafficSwitch() {
            @Override
            public void promoted(String label) {}

            @Override
            public boolean usesLabels() {
                return true;
            }
        });
        assertRefused(403, "operators_only", () -> create(replicas, "one", "www", null, Mandate.REALM));
        create(replicas, "one", "acme", null, Mandate.OPERATOR);
    }

    private ReplicaRepresentation create(String id, String name, String url, Mandate mandate) {
        return create(replicas(PAIRED, TrafficSwitch.none()), id, name, url, mandate);
    }

    private static ReplicaRepresentation create(
            Replicas replicas, String id, String name, String url, Mandate mandate) {
        return replicas.create(id, name, false, new ReplicaRequest("us", url, true, null), mandate);
    }

    private Replicas replicas(String paired, TrafficSwitch traffic) {
        PairedRegion us = new PairedRegion(
                "us",
                paired == null ? null : URI.create(paired),
                List.of(TestCertificates.since("us", Duration.ofDays(1))),
                false,
                Consent.NONE,
                Instant.EPOCH,
                "kim");
        KnownRegions known = new KnownRegions(Optional.empty(), Consent.NONE, () -> List.of(us), Clock.systemUTC());
        known.refresh();
        RealmView view = new RealmView("eu", database, new Journal("eu"), Clock.systemUTC(), unasked(), List::of);
        return new Replicas(own, known, traffic, database, view, () -> {}, (realm, region) -> {});
    }

    private Freshness unasked() {
        return new Freshness(
                database, new Topology(Map::of, id -> Optional.empty()), new Observer() {}, System::nanoTime);
    }

    private void rename(String id, String name) {
        database.transaction(connection ->
                Sql.update(connection, "update MR_REALM set REALM_NAME = ? where REALM_ID = ?", name, id));
    }

    private String label(String id) {
        return database.transaction(
                connection -> RealmRows.of(connection, id).orElseThrow().label());
    }

    private static void assertRefused(int status, String error, Runnable call) {
        RefusedException refused = assertThrows(RefusedException.class, call::run);
        assertEquals(error, refused.error(), refused.getMessage());
        assertEquals(status, refused.status());
    }
}
