package io.multiregion.replication.hibernate.secret;

import io.multiregion.engine.secret.stored.Secrets;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreLoadEvent;
import org.hibernate.event.spi.PreLoadEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Keeps secrets sealed in the database and in the clear in entities: what is loaded is opened before Hibernate takes it as the entity's
 * state, what is written is sealed in the state that goes to the database and nowhere else.
 *
 * <p>Afterwards the state, which Hibernate keeps to find what has changed, is as the entity again: otherwise each flush would write it once
 * more.
 */
public final class SecretListener
        implements PreLoadEventListener,
                PreInsertEventListener,
                PreUpdateEventListener,
                PostInsertEventListener,
                PostUpdateEventListener {

    private static final long serialVersionUID = 1L;

    private final transient Secrets secrets;
    private final transient Map<Class<?>, SealedEntity<?>> entities = new HashMap<>();

    public SecretListener(Secrets secrets) {
        this.secrets = secrets;
        SealedEntity.all().forEach(entity -> entities.put(entity.type(), entity));
    }

    /** Before all others: they are to see the entity as it is. */
    public void register(EventListenerRegistry registry) {
        registry.prependListeners(EventType.PRE_LOAD, this);
        registry.appendListeners(EventType.PRE_INSERT, this);
        registry.appendListeners(EventType.PRE_UPDATE, this);
        registry.prependListeners(EventType.POST_INSERT, this);
        registry.prependListeners(EventType.POST_UPDATE, this);
    }

    @Override
    public void onPreLoad(PreLoadEvent event) {
        SealedEntity<?> entity = entities.get(event.getPersister().getMappedClass());
        if (entity != null) {
            int at = event.getPersister().getPropertyIndex(entity.property());
            if (event.getState()[at] instanceof String stored) {
                event.getState()[at] = secrets.open(entity.place().apply(event.getId()), stored);
            }
        }
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        seal(event.getPersister(), event.getEntity(), event.getId(), event.getState());
        return false;
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        seal(event.getPersister(), event.getEntity(), event.getId(), event.getState());
        return false;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        restore(event.getPersister(), event.getEntity(), event.getState());
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        restore(event.getPersister(), event.getEntity(), event.getState());
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private void seal(EntityPersister persister, Object entity, Object id, Object[] state) {
        SealedEntity<?> sealed = entities.get(persister.getMappedClass());
        if (sealed != null) {
            seal(sealed, persister, entity, id, state);
        }
    }

    private <E> void seal(SealedEntity<E> sealed, EntityPersister persister, Object object, Object id, Object[] state) {
        int at = persister.getPropertyIndex(sealed.property());
        E entity = sealed.type().cast(object);
        if (state[at] instanceof String text && sealed.isSecret().test(entity)) {
            state[at] =
                    secrets.seal(sealed.realmId().apply(entity), sealed.place().apply(id), text);
        }
    }

    private void restore(EntityPersister persister, Object entity, Object[] state) {
        SealedEntity<?> sealed = entities.get(persister.getMappedClass());
        if (sealed != null) {
            int at = persister.getPropertyIndex(sealed.property());
            state[at] = persister.getValue(entity, at);
        }
    }
}
