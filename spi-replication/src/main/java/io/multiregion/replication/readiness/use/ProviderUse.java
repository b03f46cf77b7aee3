package io.multiregion.replication.readiness.use;

import io.multiregion.engine.message.Inquiry.Need;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.KeycloakSession;
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

    /** What a realm of another region asks for: types that this server does not know have no provider here. */
    static ProviderUse of(KeycloakSession session, Need need) {
        List<Class<? extends Provider>> known = new ArrayList<>();
        for (String type : need.types()) {
            Class<? extends Provider> kind = session.getProviderClass(type);
            if (kind != null) {
                known.add(kind);
            }
        }
        return new ProviderUse(need.what(), known, need.id(), need.where(), need.inUse());
    }

    /** The same for another region. */
    Need need() {
        return new Need(what, kinds.stream().map(Class::getName).toList(), id, where, inUse);
    }
}
