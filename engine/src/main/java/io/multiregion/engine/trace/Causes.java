package io.multiregion.engine.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who has committed something lately, by realm: whose changes a cut may have. Bounded, however many and however seldom one is cut. */
final class Causes {

    private static final int REALMS = 1000;
    private static final int OF_A_REALM = 32;

    /** @param at when it was committed at the latest, in milliseconds since 1970 */
    private record Cause(long number, long at, Tracing.Mark mark) {}

    /** What a cut has been told. @param number of the last one, to be given the next time */
    record Found(List<Tracing.Mark> marks, long number) {}

    private final Map<String, Deque<Cause>> byRealm = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Cause>> eldest) {
            return size() > REALMS;
        }
    };

    private long last;

    synchronized void add(String realmId, long at, Tracing.Mark mark) {
        Deque<Cause> causes = byRealm.computeIfAbsent(realmId, id -> new ArrayDeque<>());
        if (causes.size() == OF_A_REALM) {
            causes.removeFirst();
        }
        causes.addLast(new Cause(++last, at, mark));
    }

    /** The marks past a number, of what was committed by a time: what came later is in the next cut. */
    synchronized Found since(String realmId, long number, long until) {
        List<Cause> found = byRealm.getOrDefault(realmId, new ArrayDeque<>()).stream()
                .filter(cause -> cause.number() > number && cause.at() <= until)
                .toList();
        return new Found(
                found.stream().map(Cause::mark).toList(),
                found.stream().mapToLong(Cause::number).max().orElse(number));
    }
}
