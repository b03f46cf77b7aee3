package io.multiregion.engine.trace;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The ways of changes, as far as they are traced: captured in a writer's transaction, cut out of the database and shipped, received and
 * applied in another region. A cut has the changes of many writers: it goes on with the trace of the first one, and refers to the others.
 * Where nobody traces, nothing is noted and nothing begins.
 */
public final class Ways {

    /** Nobody traces. */
    public static final Ways NONE = new Ways(Tracing.NONE, Clock.systemUTC());

    private final Tracing tracing;
    private final Clock clock;
    private final Causes causes = new Causes();

    public Ways(Tracing tracing, Clock clock) {
        this.tracing = tracing;
        this.clock = clock;
    }

    /** Whether anybody traces. */
    public boolean isOn() {
        return tracing != Tracing.NONE;
    }

    /** A writer's changes are being journalled. */
    public Step capture() {
        return tracing.here()
                .map(writer -> begin("multiregion.capture", List.of(writer), clock.millis()))
                .orElse(Step.none());
    }

    /** This thread has committed changes of a realm. */
    public void committed(String realmId) {
        tracing.here().ifPresent(writer -> causes.add(realmId, clock.millis(), writer));
    }

    /** Where this thread stands, for another one that goes on with its work. */
    public Optional<Tracing.Mark> here() {
        return tracing.here();
    }

    /** A message of another region is taken. @param sender where its sender stands; empty, and nothing begins, if that is not traced */
    public Step receive(Optional<Tracing.Mark> sender) {
        return sender.map(mark -> begin("multiregion.receive", List.of(mark), clock.millis()))
                .orElse(Step.none());
    }

    /** One stream of a realm's changes. Used by one thread at a time. */
    public Stream stream(String realmId) {
        return new Stream(realmId);
    }

    private Step begin(String name, List<Tracing.Mark> marks, long sinceMillis) {
        return Step.first(tracing.begin(name, marks, sinceMillis));
    }

    /** Which writers a stream has not met yet. */
    public final class Stream {

        private final String realmId;
        private long met;
        private long shipped;

        private Stream(String realmId) {
            this.realmId = realmId;
        }

        /** A cut is shipped. @param takenAt when its snapshot was taken, in milliseconds since 1970: its way begins then */
        public Step ship(long takenAt) {
            if (!isOn()) {
                return Step.none();
            }
            Causes.Found found = causes.since(realmId, met, takenAt);
            shipped = found.number();
            return begin("multiregion.ship", found.marks(), takenAt).past("multiregion.cut", takenAt);
        }

        /** What was shipped last was taken: whoever comes to be shipped next does so for others. */
        public void arrived() {
            met = Math.max(met, shipped);
        }
    }
}
