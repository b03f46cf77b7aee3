package io.multiregion.engine.operate;

import java.util.List;

/** What will go wrong in this region if nobody does anything. */
@FunctionalInterface
public interface Warnings {

    /** For people to read; empty if all is well. Asks nothing but files of this server; called on any thread. */
    List<String> now();
}
