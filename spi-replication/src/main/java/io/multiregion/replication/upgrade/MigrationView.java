package io.multiregion.replication.upgrade;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.models.DeploymentStateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.UserSessionProvider;
import org.keycloak.sessions.AuthenticationSessionProvider;

/** A session as a migration of Keycloak's sees it: some realms are not there when it goes over all of them. */
final class MigrationView implements InvocationHandler {

    private final KeycloakSession session;
    private final Predicate<RealmModel> migrated;
    private final DeploymentStateProvider overdue;

    private MigrationView(KeycloakSession session, Predicate<RealmModel> migrated, DeploymentStateProvider overdue) {
        this.session = session;
        this.migrated = migrated;
        this.overdue = overdue;
    }

    /** All realms but these. */
    static KeycloakSession without(KeycloakSession session, Set<String> realmIds) {
        return proxy(
                KeycloakSession.class, new MigrationView(session, realm -> !realmIds.contains(realm.getId()), null));
    }

    /** One realm alone, whose rows are at a version. Sessions in memory were migrated with the server. */
    static KeycloakSession of(KeycloakSession session, String realmId, String version) {
        return proxy(
                KeycloakSession.class,
                new MigrationView(session, realm -> realm.getId().equals(realmId), new OverdueModel(version)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("realms")) {
            RealmProvider realms = session.realms();
            return proxy(
                    RealmProvider.class, (self, question, asked) -> listed(call(realms, question, asked), question));
        }
        if (overdue != null && method.getReturnType() == UserSessionProvider.class) {
            return null;
        }
        if (overdue != null && method.getReturnType() == AuthenticationSessionProvider.class) {
            return proxy(AuthenticationSessionProvider.class, (self, question, asked) -> null);
        }
        if (overdue != null && method.getName().equals("getProvider") && arguments.length == 1) {
            if (arguments[0] == DeploymentStateProvider.class) {
                return overdue;
            }
            if (arguments[0] == UserSessionProvider.class) {
                return null;
            }
        }
        return call(session, method, arguments);
    }

    @SuppressWarnings("unchecked")
    private Object listed(Object answer, Method question) {
        return question.getName().equals("getRealmsStream") ? ((Stream<RealmModel>) answer).filter(migrated) : answer;
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(MigrationView.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
