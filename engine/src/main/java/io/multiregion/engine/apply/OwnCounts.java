package io.multiregion.engine.apply;

import io.multiregion.engine.lockout.FailedSignIn;
import io.multiregion.engine.lockout.FailedSignInRows;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.resource.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Counts of failed sign-ins that a region sends back, as far as they are believed: it speaks for itself only. */
final class OwnCounts {

    private static final Logger LOG = Logger.getLogger(OwnCounts.class);
    private static final String KEY = FailedSignIn.TABLE + "/" + Kind.FAILED_SIGN_IN;

    private OwnCounts() {}

    /**
     * Reads what this primary has of each count, in the caller's transaction.
     *
     * @param from the region that sends it
     * @param now this region's clock, in milliseconds since 1970
     */
    static Batch in(Connection connection, String realmId, String from, Batch returned, long now) throws SQLException {
        List<Section> taken = new ArrayList<>();
        for (Section section : returned.sections()) {
            if (!section.table().equals(KEY)) {
                taken.add(section);
            } else if (section.rows().stream()
                    .allMatch(row -> counted(section, row).isOf(from, (String) value(section, row, "ID")))) {
                taken.add(believed(connection, realmId, section, now));
            } else {
                LOG.warnf(
                        "realm %s: region %s sends counts of failed sign-ins that are not its own: %s. They are left out;"
                                + " find out who writes in its name",
                        realmId, from, section.owners());
            }
        }
        return new Batch(
                returned.cut(), returned.sentAt(), returned.floor(), returned.copy(), returned.changes(), taken);
    }

    private static Section believed(Connection connection, String realmId, Section section, long now)
            throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        for (Object[] row : section.rows()) {
            FailedSignIn told = counted(section, row);
            Optional<FailedSignIn> here = FailedSignInRows.of(connection, realmId, told.userId()).stream()
                    .filter(known -> known.region().equals(told.region()))
                    .findFirst();
            FailedSignIn believed = told.believed(here, now);
            rows.add(section.columns().stream().map(believed::value).toArray());
        }
        return new Section(section.table(), section.columns(), section.owners(), rows);
    }

    private static FailedSignIn counted(Section section, Object[] row) {
        return FailedSignIn.of(column -> value(section, row, column));
    }

    private static Object value(Section section, Object[] row, String column) {
        int place = section.columns().indexOf(column);
        return place < 0 ? null : row[place];
    }
}
