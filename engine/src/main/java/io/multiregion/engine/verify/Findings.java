package io.multiregion.engine.verify;

import io.multiregion.engine.resource.Kind;
import java.util.List;

/** Told what differs in a page, before the next one is looked at. */
@FunctionalInterface
public interface Findings {

    /** @return whether to go on */
    boolean found(Kind kind, List<Different> different);
}
