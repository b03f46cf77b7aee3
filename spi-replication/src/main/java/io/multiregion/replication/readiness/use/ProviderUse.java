package io.multiregion.replication.readiness.use;

import java.util.List;
import org.keycloak.provider.Provider;

/**
 * A provider that a realm asks for.
 *
 * @param what what it is, for people
 * @param kinds the provider types of which one must have it; empty if this server does not even know the type
 * @param id the provider's id
 * @param where one place that names it
 * @param inUse whether that place is reached
 */
record ProviderUse(String what, List<Class<? extends Provider>> kinds, String id, String where, boolean inUse) {

    ProviderUse(String what, List<Class<? extends Provider>> kinds, String id, String where) {
        this(what, kinds, id, where, true);
    }

    ProviderUse(String what, Class<? extends Provider> kind, String id, String where) {
        this(what, kind == null ? List.of() : List.of(kind), id, where);
    }
}
