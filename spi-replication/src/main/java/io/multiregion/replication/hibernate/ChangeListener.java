package io.multiregion.replication.hibernate;

import io.multiregion.engine.journal.gate.Owner;
import io.multiregion.engine.resource.ResourceKey;
import java.util.List;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostCollectionRecreateEvent;
import org.hibernate.event.spi.PostCollectionRecreateEventListener;
import org.hibernate.event.spi.PostCollectionRemoveEvent;
import org.hibernate.event.spi.PostCollectionRemoveEventListener;
import org.hibernate.event.spi.PostCollectionUpdateEvent;
import org.hibernate.event.spi.PostCollectionUpdateEventListener;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.keycloak.models.jpa.entities.RealmEntity;

/** Sees every entity and element collection that Hibernate writes, right after its statement. */
final class ChangeListener
        implements PreUpdateEventListener,
                PostInsertEventListener,
                PostUpdateEventListener,
                PostDeleteEventListener,
                PostCollectionRecreateEventListener,
                PostCollectionUpdateEventListener,
                PostCollectionRemoveEventListener {

    private static final long serialVersionUID = 1L;

    /** What is told of a part of a session. */
    @FunctionalInterface
    private interface OfPart {
        void told(SharedSessionContractImplementor session, ResourceKey resource, String part);
    }

    private static final OfPart NO_PART = (session, resource, part) -> {};

    private final transient Capture capture;
    private final transient EntityShapes shapes;
    private final transient Owners owners;

    ChangeListener(Capture capture, EntityShapes shapes, Owners owners) {
        this.capture = capture;
        this.shapes = shapes;
        this.owners = owners;
    }

    void register(EventListenerRegistry registry) {
        registry.appendListeners(EventType.PRE_UPDATE, this);
        registry.appendListeners(EventType.POST_INSERT, this);
        registry.appendListeners(EventType.POST_UPDATE, this);
        registry.appendListeners(EventType.POST_DELETE, this);
        registry.appendListeners(EventType.POST_COLLECTION_RECREATE, this);
        registry.appendListeners(EventType.POST_COLLECTION_UPDATE, this);
        registry.appendListeners(EventType.POST_COLLECTION_REMOVE, this);
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        changed(event.getPersister().getMappedClass(), event.getEntity(), event.getSession(), capture::begun);
    }

    /** Before the statement: what it says does not show whether it only moves a row on. */
    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        shapes.of(event.getPersister().getMappedClass())
                .filter(shape -> shape.isStep(event.getPersister(), event.getEntity(), event.getOldState()))
                .ifPresent(shape -> capture.moving(shape.table()));
        return false;
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        EntityShape moved = shapes.of(event.getPersister().getMappedClass())
                .filter(shape -> shape.isStep(event.getPersister(), event.getEntity(), event.getOldState()))
                .orElse(null);
        if (moved != null) {
            capture.movedOn(event.getSession(), moved.table(), owners.of(moved, event.getEntity(), event.getSession()));
            return;
        }
        changed(event.getPersister().getMappedClass(), event.getEntity(), event.getSession(), NO_PART);
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        SharedSessionContractImplementor session = event.getSession();
        Object entity = event.getEntity();
        shapes.of(event.getPersister().getMappedClass())
                .ifPresent(
                        shape -> told(shape, entity, owners.ofGone(shape, entity, session), session, capture::ended));
        if (entity instanceof RealmEntity realm) {
            capture.removed(session, realm.getId());
        }
    }

    @Override
    public void onPostRecreateCollection(PostCollectionRecreateEvent event) {
        collectionChanged(event);
    }

    @Override
    public void onPostUpdateCollection(PostCollectionUpdateEvent event) {
        collectionChanged(event);
    }

    @Override
    public void onPostRemoveCollection(PostCollectionRemoveEvent event) {
        collectionChanged(event);
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private void changed(Class<?> mappedClass, Object entity, SharedSessionContractImplementor session, OfPart ofPart) {
        shapes.of(mappedClass)
                .ifPresent(shape -> told(shape, entity, owners.of(shape, entity, session), session, ofPart));
    }

    private void told(
            EntityShape shape,
            Object entity,
            List<Owner> changed,
            SharedSessionContractImplementor session,
            OfPart ofPart) {
        capture.changed(session, shape.table(), changed);
        owners.part(shape, entity)
                .ifPresent(part -> changed.forEach(owner -> ofPart.told(session, owner.resource(), part)));
    }

    private void collectionChanged(AbstractCollectionEvent event) {
        EntityShape shape = shapes.named(event.getAffectedOwnerEntityName()).orElse(null);
        if (shape == null) {
            return;
        }
        SharedSessionContractImplementor session = event.getSession();
        Object owner = event.getAffectedOwnerOrNull();
        if (owner == null) {
            owner = event.getSession().find(shape.entityName(), event.getAffectedOwnerIdOrNull());
        }
        if (owner != null) {
            var changed = owners.of(shape, owner, session);
            capture.changed(session, shape.table(), changed);
            shape.collectionTables().forEach(table -> capture.changed(session, table, changed));
        }
    }
}
