package io.multiregion.engine.region;

import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.journal.gate.CommitGate;

/** The wing that writers pass: what they change is journalled, or refused. */
public final class Journalling {

    private final Journal journal;
    private final CommitGate gate;
    private final ResourceRows resources;
    private final Divergences divergences;

    public Journalling(Ground ground) {
        journal = new Journal(ground.region());
        gate = new CommitGate(
                ground.dialect(),
                ground.catalogue().ownership(),
                ground.catalogue().selects(),
                journal,
                ground.clock(),
                ground.news(),
                ground.node()::isAwake);
        resources = new ResourceRows(ground.catalogue());
        divergences = new Divergences(ground.region(), journal, resources);
    }

    /** What the server asks before each of its commits. */
    public CommitGate gate() {
        return gate;
    }

    Journal journal() {
        return journal;
    }

    ResourceRows resources() {
        return resources;
    }

    Divergences divergences() {
        return divergences;
    }
}
