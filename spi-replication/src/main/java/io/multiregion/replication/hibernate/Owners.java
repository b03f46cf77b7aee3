package io.multiregion.replication.hibernate;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Path;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.gate.Owner;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.resource.SessionPart;
import io.multiregion.replication.connection.SessionWork;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.utils.KeycloakSessionUtil;

/** Finds the resources that own the row of an entity, by the path that the catalogue declares. */
final class Owners {

    private final EntityShapes shapes;

    Owners(EntityShapes shapes) {
        this.shapes = shapes;
    }

    List<Owner> of(EntityShape shape, Object entity, SharedSessionContractImplementor session) {
        return of(shape, entity, session, false);
    }

    /** Of a row that has just gone: before the commit, no row says any more which realm it was of. */
    List<Owner> ofGone(EntityShape shape, Object entity, SharedSessionContractImplementor session) {
        return of(shape, entity, session, true);
    }

    private List<Owner> of(EntityShape shape, Object entity, SharedSessionContractImplementor session, boolean gone) {
        List<Owner> found = new ArrayList<>(1);
        for (OwnedTable owned : shape.owners()) {
            String id = follow(shape, entity, owned.owner(), session, true);
            String realm = follow(shape, entity, owned.realm(), session, gone);
            if (id != null && !isOfNoRealm(owned, realm)) {
                found.add(new Owner(new ResourceKey(owned.kind(), id), realm));
            }
        }
        return found;
    }

    /** The part of a session that an entity is, if it is one. */
    Optional<String> part(EntityShape shape, Object entity) {
        List<String> columns = SessionPart.columns(shape.table());
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(SessionPart.of(columns.stream()
                        .map(column -> (String) value(shape, entity, column))
                        .toList()));
    }

    /** A token that was revoked outside any realm, or before this extension was there: the request at hand tells nothing of it. */
    static boolean isOfNoRealm(OwnedTable owned, String realm) {
        return realm == null && !owned.realm().prefix().isEmpty();
    }

    /** The realm that the current request is about, or null. */
    static String contextRealm() {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        RealmModel realm = session == null ? null : session.getContext().getRealm();
        return realm == null ? null : realm.getId();
    }

    /**
     * @param query whether to ask the database for a row on the way that is not loaded; loading it as an entity inside a flush
     *     is not allowed
     */
    private String follow(
            EntityShape shape, Object entity, Path path, SharedSessionContractImplementor session, boolean query) {
        Object value = value(shape, entity, path.column());
        for (int i = 0; i < path.hops().size(); i++) {
            if (value == null) {
                return null;
            }
            Path.Hop hop = path.hops().get(i);
            // the id of a resource server is its client's, and the path goes on from the client: another entity than
            // the value
            EntityShape next = shapes.mappedTo(hop.table()).orElse(null);
            boolean isNext = !(value instanceof String)
                    && shapes.of(Hibernate.getClass(value)).orElse(null) == next;
            if (next != null && isNext && Hibernate.isInitialized(value)) {
                value = value(next, Hibernate.unproxy(value), hop.column());
            } else if (query) {
                value = select(hop, id(value, session), session);
            } else {
                return null;
            }
        }
        return value == null ? null : path.id(id(value, session));
    }

    private static Object select(Path.Hop hop, String key, SharedSessionContractImplementor session) {
        return SessionWork.in(
                session,
                connection -> Sql.first(
                                connection,
                                "select " + hop.column() + " from " + hop.table() + " where " + hop.key() + " = ?",
                                row -> row.getString(1),
                                key)
                        .orElse(null));
    }

    private static Object value(EntityShape shape, Object entity, String column) {
        EntityShape.Attribute attribute = shape.attributes().get(column);
        if (attribute == null) {
            throw new IllegalStateException("the entity " + shape.entityName() + " maps no column " + column);
        }
        return read(attribute.member(), entity);
    }

    private static Object read(Member member, Object entity) {
        try {
            return member instanceof Field field ? field.get(entity) : ((Method) member).invoke(entity);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + member, e);
        }
    }

    private static String id(Object value, SharedSessionContractImplementor session) {
        return value instanceof String id
                ? id
                : (String) session.getFactory().getPersistenceUnitUtil().getIdentifier(value);
    }
}
