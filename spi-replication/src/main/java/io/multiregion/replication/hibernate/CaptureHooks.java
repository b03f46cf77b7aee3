package io.multiregion.replication.hibernate;

import io.multiregion.engine.catalogue.Ownership;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Consumer;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** Puts capture into Hibernate. */
public final class CaptureHooks {

    private final BulkCapture bulk;
    private final Tripwire tripwire;

    /** Registers the listeners; from now on every change of this persistence unit is seen. */
    public CaptureHooks(EntityManagerFactory entityManagers, Capture capture, Tripwire tripwire, Ownership ownership) {
        this.tripwire = tripwire;
        tripwire.ignoring(capture::isSuspended);
        EntityShapes shapes = new EntityShapes(entityManagers, ownership);
        bulk = new BulkCapture(capture, shapes, ownership);
        new ChangeListener(capture, shapes, new Owners(shapes))
                .register(entityManagers
                        .unwrap(SessionFactoryImplementor.class)
                        .getEventEngine()
                        .getListenerRegistry());
    }

    /**
     * The entity manager with its bulk statements captured as well.
     *
     * @param storing told each entity that is about to be stored; what it throws goes to whoever is storing it
     */
    public EntityManager around(EntityManager entityManager, Consumer<Object> storing) {
        return CapturingEntityManager.around(entityManager, bulk, storing);
    }

    /** To be called when a session that used an entity manager ends. */
    public void settle() {
        tripwire.settle();
    }
}
