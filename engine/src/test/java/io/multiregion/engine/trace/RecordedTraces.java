package io.multiregion.engine.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps all spans of several regions in memory. As messages travel on the sender's thread here, so does where it stands. */
public final class RecordedTraces {

    private final List<Recorded> ended = new CopyOnWriteArrayList<>();
    private final AtomicInteger traces = new AtomicInteger();
    private final ThreadLocal<Deque<Recorded>> here = ThreadLocal.withInitial(ArrayDeque::new);

    /** One span. */
    public final class Recorded implements Tracing.Span, Tracing.Mark {

        private final String region;
        private final String name;
        private final int trace;
        private final String parent;
        private final List<Integer> links;
        private final Map<String, String> tags = new TreeMap<>();
        private String failure = "";

        private Recorded(String region, String name, int trace, String parent, List<Integer> links) {
            this.region = region;
            this.name = name;
            this.trace = trace;
            this.parent = parent;
            this.links = links;
            here.get().push(this);
        }

        @Override
        public Tracing.Span part(String part, long sinceMillis) {
            return new Recorded(region, part, trace, name, List.of());
        }

        @Override
        public void tag(String tag, String value) {
            tags.put(tag, value);
        }

        @Override
        public void failed(String why) {
            failure = why;
        }

        @Override
        public String traceparent() {
            return "of " + name;
        }

        @Override
        public void end() {
            if (here.get().pop() != this) {
                throw new AssertionError(name + " is not the one that was begun last");
            }
            ended.add(this);
        }

        public int trace() {
            return trace;
        }

        /** The numbers of the traces that it refers to. */
        public List<Integer> links() {
            return links;
        }

        public String tag(String tag) {
            return tags.get(tag);
        }

        /** Where, what and as a part of what it was; and what it failed with. */
        @Override
        public String toString() {
            return region + " " + name.replace("multiregion.", "") + " < " + parent.replace("multiregion.", "")
                    + failure;
        }
    }

    /** Where a region keeps its traces. */
    public Tracing in(String region) {
        return new Tracing() {
            @Override
            public Optional<Mark> here() {
                return Optional.ofNullable(here.get().peek());
            }

            @Override
            public Span begin(String name, List<Mark> causes, long sinceMillis) {
                List<Recorded> found = causes.stream().map(Recorded.class::cast).toList();
                return found.isEmpty()
                        ? new Recorded(region, name, traces.incrementAndGet(), "", List.of())
                        : new Recorded(
                                region,
                                name,
                                found.get(0).trace,
                                found.get(0).name,
                                found.stream().skip(1).map(Recorded::trace).toList());
            }
        };
    }

    /** What somebody does in a region, as a trace of its own; returns the number of that. */
    public int request(String region, Runnable work) {
        var request = (Recorded) in(region).begin("request", List.of(), 0);
        try {
            work.run();
        } finally {
            request.end();
        }
        return request.trace();
    }

    /** All spans that have ended, in that order. */
    public List<Recorded> ended() {
        return new ArrayList<>(ended);
    }
}
