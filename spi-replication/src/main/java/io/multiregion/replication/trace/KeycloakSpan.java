package io.multiregion.replication.trace;

import io.multiregion.engine.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.TimeUnit;

/** A span that is this thread's current one until it ends: statements that are made meanwhile are parts of it, where they are traced. */
final class KeycloakSpan implements Tracing.Span {

    private final Tracer tracer;
    private final Span span;
    private final Scope scope;

    KeycloakSpan(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
        this.scope = span.makeCurrent();
    }

    /** Where this thread stands, whoever has begun that. */
    static SpanContext current() {
        return Span.current().getSpanContext();
    }

    /** For a span that is to be a part of another one, of which no more is known. */
    static Context within(SpanContext place) {
        return Context.root().with(Span.wrap(place));
    }

    @Override
    public Tracing.Span part(String name, long sinceMillis) {
        return new KeycloakSpan(
                tracer,
                tracer.spanBuilder(name)
                        .setParent(Context.root().with(span))
                        .setStartTimestamp(sinceMillis, TimeUnit.MILLISECONDS)
                        .startSpan());
    }

    @Override
    public void tag(String name, String value) {
        span.setAttribute(name, value);
    }

    @Override
    public void failed(String why) {
        span.setStatus(StatusCode.ERROR, why);
    }

    @Override
    public String traceparent() {
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    @Override
    public void end() {
        scope.close();
        span.end();
    }
}
