package io.multiregion.engine.apply;

import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names that realms of one primary pass on to each other, or swap. Each realm has a stream of its own: a cut may bring what the copy of
 * another realm still has. Where both are copies of the same primary, the other one's name is set aside until its own cut brings its
 * new one, and that copy is not level before its primary has compared it. A realm of this region's own, and a copy of another primary,
 * never gives up its name.
 */
final class PassedNames {

    private static final String REALM_ROWS = "REALM/REALM";

    private final Dialect dialect;
    private final Clock clock;

    PassedNames(Dialect dialect, Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    /** Makes room for the name that a cut of {@code realm} brings. The realm whose name was set aside; empty if there was no need. */
    Optional<RealmState> makeRoom(Copies.Transaction transaction, RealmState realm, List<Batch> parts)
            throws SQLException {
        Connection connection = transaction.connection();
        Optional<String> name = name(realm, parts);
        if (name.isEmpty() || holder(connection, realm, name.get()).isEmpty()) {
            return Optional.empty();
        }
        lock(connection, realm, name.get());
        Optional<RealmState> holder = holder(connection, realm, name.get());
        if (holder.isPresent()) {
            setAside(transaction, holder.get());
        }
        return holder;
    }

    private static Optional<String> name(RealmState realm, List<Batch> parts) {
        return parts.stream()
                .flatMap(part -> part.sections().stream())
                .filter(section -> section.table().equals(REALM_ROWS))
                .flatMap(PassedNames::names)
                .filter(name -> !name.equals(realm.realmName()))
                .findFirst();
    }

    private static Stream<String> names(Section section) {
        int column = section.columns().indexOf("NAME");
        return column < 0
                ? Stream.empty()
                : section.rows().stream()
                        .map(row -> row[column])
                        .filter(Objects::nonNull)
                        .map(String::valueOf);
    }

    /** The other copy of the same primary that has the name. */
    private static Optional<RealmState> holder(Connection connection, RealmState realm, String name)
            throws SQLException {
        Optional<String> id = Sql.first(
                connection,
                "select ID from REALM where NAME = ? and ID <> ?",
                row -> row.getString(1),
                name,
                realm.realmId());
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return RealmRows.of(connection, id.get())
                .filter(RealmState::isSecondary)
                .filter(other -> other.primaryRegion().equals(realm.primaryRegion()));
    }

    /** Two realms that swap names take both rows in the same order: neither waits for the other. */
    private void lock(Connection connection, RealmState realm, String name) throws SQLException {
        Sql.list(
                connection,
                dialect.lockForWrite("select ID from REALM where NAME = ? or ID = ? order by ID"),
                row -> row.getString(1),
                name,
                realm.realmId());
    }

    private void setAside(Copies.Transaction transaction, RealmState holder) throws SQLException {
        Connection connection = transaction.connection();
        String aside = "moved-aside-" + holder.realmId();
        Sql.update(connection, "update REALM set NAME = ? where ID = ?", aside, holder.realmId());
        StreamRows.doubt(connection, holder.realmId());
        StreamRows.erred(
                connection,
                holder,
                Trouble.of(
                        Remedy.PASSES,
                        "the primary has given the name of this realm to another one, and its new name has not come yet"),
                clock.millis());
        transaction.evictAfterCommit(
                holder,
                new Applied(
                        Set.of(new ResourceKey(Kind.REALM, holder.realmId())),
                        Map.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(holder.realmName(), aside),
                        0));
    }
}
