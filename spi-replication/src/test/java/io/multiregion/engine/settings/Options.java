package io.multiregion.engine.settings;

import java.util.Map;
import java.util.Set;
import org.keycloak.Config;

/** Server options from a map. */
final class Options extends Config.AbstractScope {

    private final Map<String, String> values;

    Options(Map<String, String> values) {
        this.values = values;
    }

    @Override
    public String get(String key) {
        return values.get(key);
    }

    @Override
    public Config.Scope scope(String... scope) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public Config.Scope root() {
        throw new UnsupportedOperationException();
    }
}
