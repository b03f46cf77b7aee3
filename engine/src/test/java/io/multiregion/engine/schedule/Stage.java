package io.multiregion.engine.schedule;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.NamedSchema;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What many schedules are played on, one after the other: databases, which are emptied in between, and keys. */
final class Stage implements AutoCloseable {

    private static final List<TestRegion> KEYS =
            Stream.of("eu", "us", "ap").map(TestRegion::quick).toList();

    /** What fails is meant to: a line for each would be all that is seen. */
    private static final Logger LOGS = Logger.getLogger("io.multiregion.engine");

    static {
        LOGS.setLevel(Level.OFF);
    }

    private record Place(KeycloakDatabase database, Pool pool, Catalogue catalogue) {}

    private final List<Place> places = new ArrayList<>();
    private final Map<Integer, List<Snapshot>> levels = new HashMap<>();
    private final IntFunction<SchemaDatabase> made;

    /** All on H2. */
    Stage() {
        this(Stage::h2);
    }

    /** @param made makes an empty database for each region: all are on one thread, and whoever waits there for a lock waits in vain */
    Stage(IntFunction<SchemaDatabase> made) {
        this.made = made;
    }

    /** The second region has its tables in a schema of their own. */
    static SchemaDatabase h2(int number) {
        SchemaDatabase database = SchemaDatabase.h2(TextOrder.CODE_POINTS, number == 1 ? NamedSchema.NAME : null);
        try (Connection connection = database.open();
                PreparedStatement limit = connection.prepareStatement("set default_lock_timeout 5")) {
            limit.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    List<TestRegion> keys(int regions) {
        return KEYS.subList(0, regions);
    }

    Catalogue catalogue(int number) {
        return place(number).catalogue();
    }

    Connections database(int number) {
        return place(number).pool();
    }

    private Place place(int number) {
        while (places.size() <= number) {
            KeycloakDatabase database = new KeycloakDatabase(made.apply(places.size()));
            places.add(new Place(
                    database, new Pool(database), Catalogue.read(database, Ownership.load(), "test", Map.of())));
        }
        return places.get(number);
    }

    /** Nothing is left of the last schedule. */
    void clear() {
        places.forEach(place -> Snapshot.clear(place.pool()));
    }

    /** Has so many regions begin level, if it is known how they then are. */
    boolean isLevel(int regions) {
        if (!levels.containsKey(regions)) {
            return false;
        }
        for (int i = 0; i < regions; i++) {
            levels.get(regions).get(i).restore(database(i));
        }
        return true;
    }

    /** Remembers how so many regions are when they are level. */
    void remember(int regions) {
        levels.put(
                regions, places.stream().map(place -> Snapshot.of(place.pool())).toList());
    }

    /** Nobody knows what a schedule that failed has left open. */
    void renew() {
        places.forEach(place -> place.database().close());
        places.clear();
    }

    @Override
    public void close() {
        renew();
    }
}
