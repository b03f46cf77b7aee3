package io.multiregion.replication.door;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.keycloak.services.resources.admin.RealmAdminResource;

/**
 * A request that has found its resource method.
 *
 * @param resource the class that answers; a subclass or proxy of the class in the table counts as that class
 * @param method the name of the method that answers
 * @param verb the HTTP verb
 * @param path the path below the server's base URL, decoded, with a leading slash
 * @param query the first value of a query parameter, or null
 */
record Call(Class<?> resource, String method, String verb, String path, UnaryOperator<String> query) {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    boolean safe() {
        return SAFE.contains(verb);
    }

    boolean preflight() {
        return "OPTIONS".equals(verb);
    }

    boolean removesRealm() {
        return RealmAdminResource.class.isAssignableFrom(resource) && method.equals("deleteRealm");
    }

    boolean admin() {
        return path.startsWith("/admin/");
    }
}
