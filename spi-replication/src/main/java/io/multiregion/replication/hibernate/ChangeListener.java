package io.multiregion.replication.hibernate;

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
import org.hibernate.persister.entity.EntityPersister;

/** Sees every entity and element collection that Hibernate writes, right after its statement. */
final class ChangeListener
        implements PostInsertEventListener,
                PostUpdateEventListener,
                PostDeleteEventListener,
                PostCollectionRecreateEventListener,
                PostCollectionUpdateEventListener,
                PostCollectionRemoveEventListener {

    private static final long serialVersionUID = 1L;

    private final transient Capture capture;
    private final transient EntityShapes shapes;
    private final transient Owners owners;

    ChangeListener(Capture capture, EntityShapes shapes, Owners owners) {
        this.capture = capture;
        this.shapes = shapes;
        this.owners = owners;
    }

    void register(EventListenerRegistry registry) {
        registry.appendListeners(EventType.POST_INSERT, this);
        registry.appendListeners(EventType.POST_UPDATE, this);
        registry.appendListeners(EventType.POST_DELETE, this);
        registry.appendListeners(EventType.POST_COLLECTION_RECREATE, this);
        registry.appendListeners(EventType.POST_COLLECTION_UPDATE, this);
        registry.appendListeners(EventType.POST_COLLECTION_REMOVE, this);
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        changed(event.getPersister().getMappedClass(), event.getEntity(), event.getSession());
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        changed(event.getPersister().getMappedClass(), event.getEntity(), event.getSession());
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        SharedSessionContractImplementor session = event.getSession();
        shapes.of(event.getPersister().getMappedClass())
                .ifPresent(shape ->
                        capture.changed(session, shape.table(), owners.ofGone(shape, event.getEntity(), session)));
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

    private void changed(Class<?> mappedClass, Object entity, SharedSessionContractImplementor session) {
        shapes.of(mappedClass)
                .ifPresent(shape -> capture.changed(session, shape.table(), owners.of(shape, entity, session)));
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
