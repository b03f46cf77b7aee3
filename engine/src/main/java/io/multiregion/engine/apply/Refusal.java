package io.multiregion.engine.apply;

import io.multiregion.engine.apply.rows.RowApplier;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Violation;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Spot;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.engine.trouble.UnappliedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What a database's refusal of a cut means to people: which row it was, why, and what to do. */
public final class Refusal {

    private static final String REPAIR = "POST .../multi-region/verify?repair=true";

    private final RowApplier rows;
    private final Dialect dialect;

    public Refusal(RowApplier rows, Dialect dialect) {
        this.rows = rows;
        this.dialect = dialect;
    }

    /** The database refuses a row. */
    private static final class RowRefusedException extends UnappliedException {
        private static final long serialVersionUID = 1L;

        private final boolean repairable;

        RowRefusedException(Trouble trouble, boolean repairable, Throwable cause) {
            super(trouble, cause);
            this.repairable = repairable;
        }

        @Override
        public boolean isRepairable() {
            return repairable;
        }
    }

    /** Whether a failure is one: {@link #explained} knows more of it then. */
    boolean is(RuntimeException failure) {
        return dialect.violation(failure).isPresent();
    }

    /**
     * What a failure means; as it is if it was no refusal.
     *
     * @param connection of a new transaction; nothing is written in it
     */
    public RuntimeException explained(
            Connection connection, String realmId, List<Batch> parts, RuntimeException failure) throws SQLException {
        Optional<Violation> violation = dialect.violation(failure);
        return violation.isEmpty() ? failure : of(rows.refused(connection, realmId, parts, violation.get()), failure);
    }

    private UnappliedException of(RowApplier.Refused refused, RuntimeException failure) {
        Violation violation = refused.violation();
        boolean unknown =
                violation.table().filter(table -> !rows.isReplicated(table)).isPresent();
        if (violation.rule() == Violation.Rule.REFERENCE && unknown) {
            Trouble referred = referred(violation.table().get());
            return stuck(referred.at(spot(refused, violation.table())), failure);
        }
        Spot spot = spot(refused, refused.table());
        String table = refused.table().orElse("a table");
        return switch (violation.rule()) {
            case UNIQUE ->
                refused.column().isPresent()
                        ? stuck(sameElsewhere(refused, table).at(spot), failure)
                        : inTheWay(table, spot, failure);
            case REFERENCE -> inTheWay(table, spot, failure);
            case ALIKE -> stuck(alike(refused, table).at(spot), failure);
            case VALUE -> stuck(unfit(refused, table).at(spot), failure);
            case OTHER -> stuck(refused(table).at(spot), failure);
        };
    }

    private static Spot spot(RowApplier.Refused refused, Optional<String> table) {
        return new Spot(refused.resource(), table, refused.violation().constraint());
    }

    private static Trouble referred(String table) {
        return Trouble.of(
                        Remedy.CHANGE_IN_COPY,
                        "rows of " + table
                                + " in the copy's region, a table that is not replicated, refer to what the primary"
                                + " has removed")
                .todo(
                        "remove those rows there, or have the foreign key delete them (on delete cascade): the stream goes on"
                                + " by itself");
    }

    private static Trouble sameElsewhere(RowApplier.Refused refused, String table) {
        Trouble trouble = isName(refused)
                ? Trouble.of(
                                Remedy.CHANGE_IN_COPY,
                                "another realm of the copy's region, which this primary can't rename, has the name that this"
                                        + " realm has now")
                        .todo("rename one of the two, or remove the other one: the stream goes on by itself")
                : Trouble.of(
                                Remedy.CHANGE_IN_COPY,
                                "another realm of the copy's region has a row of " + table + " with the same "
                                        + refused.column().get())
                        .todo(RowApplier.SAME_IDS);
        return trouble.withRealm(refused.otherRealm());
    }

    private static Trouble refused(String table) {
        return Trouble.of(
                        Remedy.CHANGE_IN_COPY,
                        "the copy's database refuses a row of " + table + " that the primary's takes")
                .todo("compare the constraints of that table in both databases");
    }

    private static UnappliedException inTheWay(String table, Spot spot, Throwable failure) {
        Trouble trouble = Trouble.of(
                        Remedy.CHANGE_IN_PRIMARY,
                        "rows of this copy that should not be there are in the way, of " + table)
                .todo(REPAIR);
        return new RowRefusedException(trouble.at(spot), true, failure);
    }

    private static boolean isName(RowApplier.Refused refused) {
        return refused.table().equals(Optional.of("REALM")) && refused.column().equals(Optional.of("NAME"));
    }

    private static UnappliedException stuck(Trouble trouble, Throwable failure) {
        return new RowRefusedException(trouble, false, failure);
    }

    private Trouble alike(RowApplier.Refused refused, String table) {
        String place = refused.column().map(column -> table + "." + column).orElse(table);
        return Trouble.of(
                        Remedy.CHANGE_IN_PRIMARY,
                        "two texts in " + place
                                + " differ by an accent or by case alone: the copy's database, which is "
                                + dialect.product() + ", takes them for the same")
                .todo("change one of the two in the primary: the stream goes on by itself");
    }

    private Trouble unfit(RowApplier.Refused refused, String table) {
        String place = refused.column().map(column -> table + "." + column).orElse(table);
        return Trouble.of(
                        Remedy.CHANGE_IN_PRIMARY,
                        "a text in " + place + " does not fit the copy's database, which is " + dialect.product())
                .todo("change it in the primary: H2 counts a letter beyond U+FFFF, as an emoji, twice; MariaDB takes"
                        + " none of them in names; PostgreSQL takes no U+0000. The stream goes on by itself");
    }
}
