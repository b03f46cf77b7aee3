package io.multiregion.engine.trace;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One step of what this thread does for a change that is traced. What is done within it finds it by the thread; where nothing is traced
 * that is one look, and costs nothing else. Used by one thread, last begun first closed.
 */
public final class Step implements AutoCloseable {

    /** What a message takes along: the name of the HTTP field, as W3C has it. */
    public static final String FIELD = "traceparent";

    private static final ThreadLocal<Step> HERE = new ThreadLocal<>();
    private static final Step NONE = new Step(null, null);

    private final Tracing.Span span;
    private final Step outer;

    private Step(Tracing.Span span, Step outer) {
        this.span = span;
        this.outer = outer;
    }

    static Step first(Tracing.Span span) {
        Step step = new Step(span, HERE.get());
        HERE.set(step);
        return step;
    }

    static Step none() {
        return NONE;
    }

    /** The next step within what this thread does; nothing where that is not traced. */
    public static Step next(String name) {
        Step here = HERE.get();
        return here == null ? NONE : first(here.span.part(name, System.currentTimeMillis()));
    }

    /** Does work as a step. */
    public static <T> T in(String name, Supplier<T> work) {
        try (Step step = next(name)) {
            return step.guarded(work);
        }
    }

    /** Does work within this step: what it throws ends the step badly. */
    public <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            failed(e);
            throw e;
        }
    }

    /** A step that has been done by now. */
    public Step past(String name, long sinceMillis) {
        if (span != null) {
            span.part(name, sinceMillis).end();
        }
        return this;
    }

    /** Notes something about it: no secret, and nothing of a person. */
    public Step with(String name, Object value) {
        if (span != null) {
            span.tag(name, String.valueOf(value));
        }
        return this;
    }

    /** The step that this thread is in did not go well. */
    public static void failed(Throwable failure) {
        Step here = HERE.get();
        if (here != null) {
            here.span.failed(failure.getClass().getSimpleName());
        }
    }

    /** What another region is told of the step that this thread is in; empty where nothing is traced. */
    public static Optional<String> traceparent() {
        return Optional.ofNullable(HERE.get()).map(here -> here.span.traceparent());
    }

    @Override
    public void close() {
        if (span == null) {
            return;
        }
        span.end();
        if (outer == null) {
            HERE.remove();
        } else {
            HERE.set(outer);
        }
    }
}
