package io.multiregion.engine.failover.rule;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.schema.SchemaMark;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.succession.LocalChecks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What speaks for and against this region taking over a realm without its primary, by what is known here. */
public final class Candidacy {

    private final String region;
    private final Shape shape;
    private final Connections connections;
    private final Rules rules;
    private final LocalChecks checks;
    private final Clock clock;

    /**
     * @param region this region's name
     * @param shape of its replicated tables
     * @param checks what only the server can know
     */
    public Candidacy(
            String region, Shape shape, Connections connections, Rules rules, LocalChecks checks, Clock clock) {
        this.region = region;
        this.shape = shape;
        this.connections = connections;
        this.rules = rules;
        this.checks = checks;
        this.clock = clock;
    }

    /** May block for some seconds, like {@link LocalChecks#of}: call it without a transaction. */
    public List<Finding> findings(RealmState realm) {
        List<Finding> findings = new ArrayList<>();
        if (realm.isSecondary()) {
            findings.add(rules.copyComplete(connections.transaction(connection -> isComplete(connection, realm))));
            findings.add(rules.active(realm.status()));
            findings.add(rules.silent(silence(realm)));
            findings.add(rules.lag(age(realm)));
            Finding schema = schema(realm);
            findings.add(schema);
            if (schema.holds()) {
                findings.add(Rules.flows(realm.lastError(), realm.heardAt().toEpochMilli()));
            }
            findings.add(Rules.mayTakeOver(
                    realm.primaryRegion(),
                    connections.transaction(connection -> StreamRows.mayLead(connection, realm.realmId()))));
        }
        findings.add(rules.notFlapping(realm));
        findings.addAll(checks.of(realm));
        return findings;
    }

    private static boolean isComplete(Connection connection, RealmState realm) throws SQLException {
        return Batch.COPY_DONE.equals(StreamRows.cursor(connection, realm.realmId()));
    }

    private Finding schema(RealmState realm) {
        if (realm.heardSchema() == null) {
            return Rules.holds(Rules.SAME_SCHEMA, "the primary has not said yet what tables it has");
        }
        SchemaMark theirs = SchemaMark.parse(realm.heardSchema());
        return shape.mark().sameTables(theirs)
                ? Rules.holds(Rules.SAME_SCHEMA, "the primary has the same tables, on Keycloak " + theirs.version())
                : Rules.fails(Rules.SAME_SCHEMA, shape.difference(region, realm.primaryRegion(), theirs, null));
    }

    /** For how long the primary has not been heard of. */
    public Duration silence(RealmState realm) {
        return realm.isSecondary() ? between(realm.heardAt().toEpochMilli(), clock.millis()) : Duration.ZERO;
    }

    /** How old the last whole state was when the primary was last heard of: what was committed since may be missing. */
    public static Duration age(RealmState realm) {
        return realm.isSecondary()
                ? between(realm.levelAt().toEpochMilli(), realm.heardAt().toEpochMilli())
                : Duration.ZERO;
    }

    private static Duration between(long from, long to) {
        return Duration.ofMillis(Math.max(0, to - from));
    }
}
