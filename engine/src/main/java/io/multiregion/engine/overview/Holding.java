package io.multiregion.engine.overview;

import io.multiregion.engine.overview.OverviewRepresentation.Region;
import io.multiregion.engine.overview.OverviewRepresentation.TakeOver;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Who holds a realm, as the region that answers knows it. Works in the transaction that it was made with. */
interface Holding {

    /** This region first. */
    List<Region> regions() throws SQLException;

    /** What would be lost if another region, or this one, took over now. Asked after {@link #regions}. */
    Optional<TakeOver> takeOver();
}
