package io.multiregion.engine.region;

import io.multiregion.engine.apply.Copies;
import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.journal.gate.CapturedTransactions;
import io.multiregion.engine.journal.gate.Changes;
import io.multiregion.engine.journal.gate.CommitGate;
import io.multiregion.engine.journal.gate.Owner;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Inquiry.Need;
import io.multiregion.engine.receive.ask.Probes;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.Table;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.succession.LocalChecks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What a server does for the engine, with no more than a database: it has no caches, and takes any token of a region for good. */
final class SimulatedServer implements Copies, CapturedTransactions, Probes, LocalChecks {

    private final Connections connections;
    private final Catalogue catalogue;
    private final CommitGate gate;
    private final Bearing bearing;
    private final Clock clock;
    private final Map<String, Long> revoked = new ConcurrentHashMap<>();

    private volatile boolean loads = true;
    private volatile List<Need> needs = List.of();
    private volatile Set<String> lacks = Set.of();

    /** @param bearing what a transaction that applies may write */
    SimulatedServer(Connections connections, Catalogue catalogue, CommitGate gate, Bearing bearing, Clock clock) {
        this.clock = clock;
        this.connections = connections;
        this.bearing = bearing;
        this.catalogue = catalogue;
        this.gate = gate;
    }

    /** The tokens that are refused now. */
    Map<String, Long> revoked() {
        return revoked;
    }

    private record Applying(Connection connection, Map<String, Long> revoked, Clock clock)
            implements Copies.Transaction {

        /** Kept for when the server starts again. */
        @Override
        public void revoke(String tokenId, long seconds) {
            revoked.put(tokenId, seconds);
            long expire = clock.instant().getEpochSecond() + seconds;
            try {
                if (Sql.update(connection, "update REVOKED_TOKEN set EXPIRE = ? where ID = ?", expire, tokenId) == 0) {
                    Sql.update(connection, "insert into REVOKED_TOKEN (ID, EXPIRE) values (?, ?)", tokenId, expire);
                }
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        }

        @Override
        public void evictAfterCommit(RealmState realm, Applied applied) {
            // there is no cache
        }
    }

    @Override
    public <T> T transaction(Copies.Work<T> work) {
        return connections.transaction(connection -> work.in(new Applying(bearing.during(connection), revoked, clock)));
    }

    @Override
    public void establish(String realmId) {
        if (!loads) {
            throw new IllegalArgumentException("a file is not there that the realm needs");
        }
    }

    /** From now on, as where a file is missing. */
    void loadNoRealms() {
        loads = false;
    }

    @Override
    public void rename(String realmId) {
        // nobody administers it
    }

    @Override
    public void remove(String realmId) {
        connections.transaction(own -> {
            Connection connection = bearing.during(own);
            List<OwnedTable> tables = new ArrayList<>(catalogue.parentsFirst());
            Collections.reverse(tables);
            for (OwnedTable owned : tables) {
                removeRows(connection, owned, realmId);
            }
            return null;
        });
    }

    private void removeRows(Connection connection, OwnedTable owned, String realmId) throws SQLException {
        Table table = catalogue.table(owned);
        List<Column> columns = catalogue.selects().columns(owned);
        List<Object[]> keys = Sql.list(
                connection,
                catalogue.selects().rowsOfRealm(owned),
                row -> {
                    Object[] key = new Object[table.key().size()];
                    for (int i = 0; i < key.length; i++) {
                        key[i] = row.getObject(columns.indexOf(table.key().get(i)) + 1);
                    }
                    return key;
                },
                realmId);
        String where =
                table.key().stream().map(column -> column.quoted() + " = ?").collect(Collectors.joining(" and "));
        for (Object[] key : keys) {
            Sql.update(connection, "delete from " + table.quoted() + " where " + where, key);
        }
    }

    @Override
    public void run(CapturedTransactions.Work work) {
        CommitGate.Passed passed = keycloaks(connection -> {
            Changes changes = new Changes(null, false);
            work.in(new CapturedTransactions.Transaction() {
                @Override
                public Connection connection() {
                    return connection;
                }

                @Override
                public void changed(String table, ResourceKey resource, String realmId) {
                    changes.add(new Owner(resource, realmId), table);
                    if (resource.kind() == Kind.SESSION) {
                        tellEnd(connection, changes, resource);
                    }
                }
            });
            return gate.pass(connection, changes);
        });
        passed.journalledRealms().forEach(gate::committed);
    }

    /** A session that is gone in a transaction that tells of it has been ended by somebody: nobody tells of one that expires. */
    private static void tellEnd(Connection connection, Changes changes, ResourceKey session) {
        try {
            boolean there = Sql.first(
                            connection,
                            "select 1 from OFFLINE_USER_SESSION where USER_SESSION_ID = ?",
                            row -> 1,
                            session.id())
                    .isPresent();
            if (there) {
                changes.begun(session, "0:*");
            } else {
                changes.ended(session, "0:*");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A transaction of Keycloak's: its commit may come back before it is on the disk. */
    private <T> T keycloaks(Connections.Work<T> work) {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    @Override
    public List<String> mint(String realmId, String to) {
        return List.of(realmId + " to " + to);
    }

    @Override
    public void validate(String realmId, String from, List<String> tokens) {
        if (tokens.isEmpty()) {
            throw new IllegalStateException("region " + from + " has sent no token");
        }
    }

    @Override
    public List<Finding> of(RealmState realm) {
        return List.of(Rules.holds(Rules.KEYS, "there are none"), Rules.holds(Rules.PROVIDERS, "there are none"));
    }

    /** What its realms need. */
    void needs(List<Need> what) {
        needs = what;
    }

    /** Which providers are not installed. */
    void lacks(Set<String> ids) {
        lacks = ids;
    }

    @Override
    public List<Need> needs(String realmId) {
        return needs;
    }

    @Override
    public List<Need> lacking(List<Need> wanted) {
        return wanted.stream().filter(need -> lacks.contains(need.id())).toList();
    }
}
