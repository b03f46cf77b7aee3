package io.multiregion.engine.resource;

import java.util.Objects;

/** A resource of a realm: its kind and the id of its root row. */
public record ResourceKey(Kind kind, String id) {

    public ResourceKey {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    @Override
    public String toString() {
        return kind + "/" + id;
    }
}
