package io.multiregion.replication.hibernate;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * An entity manager whose bulk statements are captured: the owners of the affected rows are asked for just before
 * {@code executeUpdate()} runs, since Hibernate's listeners do not see bulk statements.
 */
final class CapturingEntityManager implements InvocationHandler {

    private final EntityManager target;
    private final BulkCapture bulk;
    private final Consumer<Object> storing;

    private CapturingEntityManager(EntityManager target, BulkCapture bulk, Consumer<Object> storing) {
        this.target = target;
        this.bulk = bulk;
        this.storing = storing;
    }

    /** @param storing told each entity that is about to be stored, before Hibernate and Keycloak could wrap what it throws */
    public static EntityManager around(EntityManager target, BulkCapture bulk, Consumer<Object> storing) {
        return (EntityManager) Proxy.newProxyInstance(
                CapturingEntityManager.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                new CapturingEntityManager(target, bulk, storing));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("persist")) {
            storing.accept(arguments[0]);
        }
        Object result = call(target, method, arguments);
        if (result instanceof Query query && method.getName().startsWith("create") && bulk.mayWrite(query)) {
            return captured(query, arguments[0] instanceof String text ? text : "");
        }
        return result;
    }

    /** @param text what the query was made from: a native query forgets the names of its parameters */
    private Query captured(Query query, String text) {
        return (Query) Proxy.newProxyInstance(
                query.getClass().getClassLoader(), interfaces(query.getClass()), (proxy, method, arguments) -> {
                    if (method.getName().equals("executeUpdate")) {
                        bulk.beforeUpdate(query, text, target.unwrap(SharedSessionContractImplementor.class), target);
                    }
                    Object result = call(query, method, arguments);
                    return result == query ? proxy : result;
                });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Class<?>[] interfaces(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            all.addAll(Set.of(at.getInterfaces()));
        }
        all.add(Query.class);
        return all.toArray(Class<?>[]::new);
    }
}
