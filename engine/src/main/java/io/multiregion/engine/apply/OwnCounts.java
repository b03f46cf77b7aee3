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

/** What a region sends back, without counts of failed sign-ins that it may not write: it speaks for itself only. */
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
            if (!section.table().equals(KEY) || mayCome(connection, realmId, from, section, now)) {
                taken.add(section);
            } else {
                LOG.warnf(
                        "realm %s: region %s sends counts of failed sign-ins that it may not write: %s. They are left out."
                                + " Compare the clocks of both regions; if they agree, find out who writes in its name",
                        realmId, from, section.owners());
            }
        }
        return new Batch(
                returned.cut(), returned.sentAt(), returned.floor(), returned.copy(), returned.changes(), taken);
    }

    private static boolean mayCome(Connection connection, String realmId, String from, Section section, long now)
            throws SQLException {
        for (Object[] row : section.rows()) {
            FailedSignIn told = FailedSignIn.of(column -> value(section, row, column));
            Optional<FailedSignIn> here = FailedSignInRows.of(connection, realmId, told.userId()).stream()
                    .filter(known -> known.region().equals(told.region()))
                    .findFirst();
            if (!told.mayCome(from, (String) value(section, row, "ID"), here, now)) {
                return false;
            }
        }
        return true;
    }

    private static Object value(Section section, Object[] row, String column) {
        int place = section.columns().indexOf(column);
        return place < 0 ? null : row[place];
    }
}
