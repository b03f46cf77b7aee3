package io.multiregion.engine.trace;

import java.util.List;
import java.util.Optional;

/** Where traces are kept: what is done becomes a span there. Safe for use by several threads; nothing of it throws. */
public interface Tracing {

    /** Nobody traces. */
    Tracing NONE = new Tracing() {

        @Override
        public Optional<Mark> here() {
            return Optional.empty();
        }

        @Override
        public Span begin(String name, List<Mark> causes, long sinceMillis) {
            throw new IllegalStateException("nobody traces");
        }
    };

    /** A place in a trace. */
    interface Mark {}

    /** Something that is being done. Used by the thread that began it, which ends later what it began earlier. */
    interface Span {

        /** Begins a part of it. @param sinceMillis when that began, in milliseconds since 1970 */
        Span part(String name, long sinceMillis);

        /** Notes something about it: no secret, and nothing of a person. */
        void tag(String name, String value);

        /** It has not come to a good end. @param why the type of what was thrown, and no message: that may have a row's values */
        void failed(String why);

        /** How another region's server is told of it: a W3C {@code traceparent}. */
        String traceparent();

        void end();
    }

    /** Where this thread stands, if that is traced and kept. */
    Optional<Mark> here();

    /**
     * Something begins on this thread.
     *
     * @param causes it belongs to the trace of the first one, and refers to the others; with none it begins a trace
     * @param sinceMillis when it began, in milliseconds since 1970
     */
    Span begin(String name, List<Mark> causes, long sinceMillis);
}
