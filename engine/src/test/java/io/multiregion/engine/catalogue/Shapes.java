package io.multiregion.engine.catalogue;

import java.util.List;

/** Shapes of a table or two. */
public final class Shapes {

    private Shapes() {}

    public static Shape of(String version, String... elements) {
        return new Shape(List.of(elements), version);
    }
}
