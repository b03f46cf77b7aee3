package io.multiregion.replication.readiness.use;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Questions about one realm to the database: a realm may have thousands of clients, and loading it as models can fail for the
 * very reason that is looked for.
 */
final class RealmQuery {

    private final EntityManager database;
    private final String realmId;

    RealmQuery(EntityManager database, String realmId) {
        this.database = database;
        this.realmId = realmId;
    }

    /** The rows of a query that has the parameter {@code :realm}. */
    <T> List<T> list(String query, Function<Object[], T> row) {
        return list(query, Map.of(), row);
    }

    <T> List<T> list(String query, Map<String, ?> parameters, Function<Object[], T> row) {
        TypedQuery<Object[]> typed = database.createQuery(query, Object[].class).setParameter("realm", realmId);
        parameters.forEach(typed::setParameter);
        return typed.getResultList().stream().map(row).toList();
    }
}
