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
        boolean otherExtension = violation.rule() == Violation.Rule.REFERENCE
                && violation.table().filter(table -> !rows.isReplicated(table)).isPresent();
        boolean otherRealm =
                violation.rule() == Violation.Rule.UNIQUE && refused.column().isPresent();
        Optional<String> table = otherExtension ? violation.table() : refused.table();
        Spot spot = new Spot(refused.resource(), table, violation.constraint());
        String name = table.orElse("a table");
        if (otherExtension) {
            return stuck(
                    Trouble.of(
                                    Remedy.CHANGE_IN_COPY,
                                    "rows of " + name
                                            + " in the copy's region, a table that is not replicated, refer to"
                                            + " what the primary has removed")
                            .todo(
                                    "remove those rows there, or have the foreign key delete them (on delete cascade): the"
                                            + " stream goes on by itself"),
                    spot,
                    failure);
        }
        if (otherRealm) {
            Trouble same = Trouble.of(
                            Remedy.CHANGE_IN_COPY,
                            "another realm of the copy's region has a row of " + name + " with the same "
                                    + refused.column().get())
                    .todo(RowApplier.SAME_IDS);
            Trouble named = Trouble.of(
                            Remedy.CHANGE_IN_COPY,
                            "another realm of the copy's region, which this primary can't rename, has the name that this"
                                    + " realm has now")
                    .todo("rename one of the two, or remove the other one: the stream goes on by itself");
            return stuck((isName(refused) ? named : same).withRealm(refused.otherRealm()), spot, failure);
        }
        return switch (violation.rule()) {
            case UNIQUE, REFERENCE ->
                new RowRefusedException(
                        Trouble.of(
                                        Remedy.CHANGE_IN_PRIMARY,
                                        "rows of this copy that should not be there are in the way, of " + name)
                                .todo(REPAIR)
                                .at(spot),
                        true,
                        failure);
            case VALUE -> stuck(unfit(refused, name), spot, failure);
            case OTHER ->
                stuck(
                        Trouble.of(
                                        Remedy.CHANGE_IN_COPY,
                                        "the copy's database refuses a row of " + name + " that the primary's takes")
                                .todo("compare the constraints of that table in both databases"),
                        spot,
                        failure);
        };
    }

    private static boolean isName(RowApplier.Refused refused) {
        return refused.table().equals(Optional.of("REALM")) && refused.column().equals(Optional.of("NAME"));
    }

    private static UnappliedException stuck(Trouble trouble, Spot spot, Throwable failure) {
        return new RowRefusedException(trouble.at(spot), false, failure);
    }

    private Trouble unfit(RowApplier.Refused refused, String table) {
        String place = refused.column().map(column -> table + "." + column).orElse(table);
        return Trouble.of(
                        Remedy.CHANGE_IN_PRIMARY,
                        "a text in " + place + " does not fit the copy's database, which is " + dialect.product())
                .todo(
                        "change it in the primary: H2 counts a letter beyond U+FFFF, as an emoji, twice; PostgreSQL takes no"
                                + " U+0000. The stream goes on by itself");
    }
}
