package io.multiregion.replication.hibernate;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.catalogue.Path;
import io.multiregion.engine.journal.gate.Owner;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.resource.SessionPart;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Parameter;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jpa.HibernateHints;
import org.hibernate.query.sqm.internal.SqmQueryImpl;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.delete.SqmDeleteStatement;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.jboss.logging.Logger;

/**
 * Asks the database, before a bulk statement runs, for the owners of the rows that it is about to affect.
 *
 * <p>What can't be asked for (a criteria statement, say) is left to the {@link Tripwire}, which reports it.
 */
final class BulkCapture {

    private static final Logger LOG = Logger.getLogger(BulkCapture.class);

    private static final int TOGETHER = 1000;

    private final Capture capture;
    private final EntityShapes shapes;
    private final Ownership ownership;

    BulkCapture(Capture capture, EntityShapes shapes, Ownership ownership) {
        this.capture = capture;
        this.shapes = shapes;
        this.ownership = ownership;
    }

    /** Whether the query is a bulk statement at all. */
    boolean mayWrite(Query query) {
        return sqm(query)
                .map(q -> q.getSqmStatement() instanceof SqmDmlStatement)
                .orElse(true);
    }

    private static Optional<SqmQueryImpl<?>> sqm(Query query) {
        return query instanceof SqmQueryImpl<?> sqm ? Optional.of(sqm) : Optional.empty();
    }

    /** @param text the text that the query was made from, if it was made from one */
    void beforeUpdate(Query query, String text, SharedSessionContractImplementor session, EntityManager entityManager) {
        if (capture.isSuspended()) {
            return;
        }
        Optional<SqmQueryImpl<?>> sqm = sqm(query);
        if (sqm.isEmpty()) {
            beforeNative(query, text, session, entityManager);
            return;
        }
        SqmDmlStatement<?> statement = (SqmDmlStatement<?>) sqm.get().getSqmStatement();
        EntityShape shape = shapes.named(statement.getTarget().getEntityName()).orElse(null);
        if (shape == null) {
            return;
        }
        if (statement instanceof SqmDeleteStatement && shape.owners().get(0).kind() == Kind.REVOKED_TOKEN) {
            // only those go that are worth nothing any more, and each region clears its own
            capture.changed(session, shape.table(), List.of());
            return;
        }
        if (statement instanceof SqmInsertStatement) {
            beforeInsertSelect(query, shape, session, entityManager);
            return;
        }
        BulkStatement.parse(sqm.get().getQueryString()).ifPresent(bulk -> {
            beforeBulk(query, bulk, shape, session, entityManager);
            if (statement instanceof SqmDeleteStatement) {
                beforeEnd(query, bulk, shape, session, entityManager);
            }
        });
    }

    /** Sessions that are deleted have ended. */
    private void beforeEnd(
            Query query,
            BulkStatement bulk,
            EntityShape shape,
            SharedSessionContractImplementor session,
            EntityManager entityManager) {
        List<String> columns = SessionPart.columns(shape.table());
        if (columns.isEmpty() || capture.isExpiring()) {
            return;
        }
        String paths = Stream.concat(Stream.of(shape.owners().get(0).owner().column()), columns.stream())
                .map(column -> bulk.alias() + shape.attributes().get(column).hql())
                .collect(Collectors.joining(", "));
        Query select = entityManager.createQuery(bulk.select(paths));
        QueryParameters.copy(query, select);
        for (Object row : select.getResultList()) {
            List<String> values =
                    Stream.of((Object[]) row).map(String.class::cast).toList();
            capture.ended(
                    session,
                    new ResourceKey(Kind.SESSION, values.get(0)),
                    SessionPart.of(values.subList(1, values.size())));
        }
    }

    private void beforeBulk(
            Query query,
            BulkStatement bulk,
            EntityShape shape,
            SharedSessionContractImplementor session,
            EntityManager entityManager) {
        for (OwnedTable owned : shape.owners()) {
            Optional<String> ownerPath = hql(shape, owned.owner());
            if (ownerPath.isEmpty()) {
                LOG.debugf("the owners of %s can't be asked for in HQL", shape.table());
                return;
            }
            Optional<String> realmPath = directHql(shape, owned.realm());
            // spares the question
            Optional<String> pinned = bulk.parameterOf(ownerPath.get())
                    .flatMap(parameter -> QueryParameters.id(query, parameter, session));
            if (pinned.isPresent()) {
                mark(session, shape, List.of(new Owner(new ResourceKey(owned.kind(), pinned.get()), null)));
            } else {
                String realm = realmPath.map(path -> ", " + bulk.alias() + path).orElse("");
                Query select = entityManager.createQuery(bulk.select(bulk.alias() + ownerPath.get() + realm));
                QueryParameters.copy(query, select);
                markAll(session, shape, owned, select);
            }
        }
    }

    private void mark(SharedSessionContractImplementor session, EntityShape shape, List<Owner> owners) {
        capture.changed(session, shape.table(), owners);
        shape.collectionTables().forEach(table -> capture.changed(session, table, owners));
    }

    /** They may be a million: some at a time. */
    private void markAll(SharedSessionContractImplementor session, EntityShape shape, OwnedTable owned, Query select) {
        List<Owner> some = new ArrayList<>(TOGETHER);
        try (Stream<?> rows =
                select.setHint(HibernateHints.HINT_FETCH_SIZE, TOGETHER).getResultStream()) {
            rows.forEach(row -> {
                Object owner = row instanceof Object[] columns ? columns[0] : row;
                String realm = row instanceof Object[] columns ? owned.realm().id((String) columns[1]) : null;
                if (owner != null && !Owners.isOfNoRealm(owned, realm)) {
                    some.add(new Owner(new ResourceKey(owned.kind(), (String) owner), realm));
                }
                if (some.size() == TOGETHER) {
                    mark(session, shape, some);
                    some.clear();
                }
            });
        }
        mark(session, shape, some);
    }

    /**
     * The two insert-selects of Keycloak's model give something to all clients or users of a realm, and run in migrations only.
     * All of them are marked: the statement names the realm by a parameter.
     */
    private void beforeInsertSelect(
            Query query, EntityShape shape, SharedSessionContractImplementor session, EntityManager entityManager) {
        OwnedTable owned = shape.owners().get(0);
        EntityShape root = shapes.mappedTo(ownership.root(owned.kind()).name()).orElseThrow();
        String realmId = query.getParameters().stream()
                .map(Parameter::getName)
                .filter(name -> name != null && name.toLowerCase(Locale.ROOT).contains("realm"))
                .findFirst()
                .map(name -> (String) query.getParameterValue(name))
                .orElse(null);
        if (realmId == null) {
            return;
        }
        List<?> ids = entityManager
                .createQuery("select e.id from " + root.entityName() + " e where e."
                        + directHql(root, root.owners().get(0).realm()).orElseThrow() + " = :realm")
                .setParameter("realm", realmId)
                .getResultList();
        List<Owner> owners = new ArrayList<>();
        ids.forEach(id -> owners.add(new Owner(new ResourceKey(owned.kind(), (String) id), realmId)));
        mark(session, shape, owners);
    }

    /** Keycloak's model has one native bulk statement; an extension may have others. */
    private void beforeNative(
            Query query, String sql, SharedSessionContractImplementor session, EntityManager entityManager) {
        BulkStatement bulk = BulkStatement.parse(sql).orElse(null);
        if (bulk == null) {
            return;
        }
        String table = Tripwire.tableName(bulk.entity());
        for (OwnedTable owned : ownership.named(table)) {
            if (!owned.owner().isDirect()) {
                return;
            }
            Query select = entityManager.createNativeQuery(
                    bulk.select(bulk.alias() + owned.owner().column()));
            QueryParameters.copy(query, select);
            List<Owner> owners = new ArrayList<>();
            for (Object id : select.getResultList()) {
                if (id != null) {
                    owners.add(new Owner(new ResourceKey(owned.kind(), (String) id), null));
                }
            }
            capture.changed(session, table, owners);
        }
    }

    /** The path to a column of this entity itself, or empty. */
    private static Optional<String> directHql(EntityShape shape, Path path) {
        return path.isDirect()
                ? Optional.ofNullable(shape.attributes().get(path.column())).map(EntityShape.Attribute::hql)
                : Optional.empty();
    }

    /** The path through associations that the catalogue's path means, or empty where one is not mapped. */
    private Optional<String> hql(EntityShape shape, Path path) {
        StringBuilder hql = new StringBuilder();
        EntityShape at = shape;
        String column = path.column();
        for (Path.Hop hop : path.hops()) {
            EntityShape.Attribute attribute = at.attributes().get(column);
            if (attribute == null || !attribute.association()) {
                return Optional.empty();
            }
            hql.append(attribute.name()).append('.');
            at = shapes.mappedTo(hop.table()).orElse(null);
            if (at == null) {
                return Optional.empty();
            }
            column = hop.column();
        }
        EntityShape.Attribute last = at.attributes().get(column);
        return last == null ? Optional.empty() : Optional.of(hql + last.hql());
    }
}
