package io.multiregion.replication.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** With OpenTelemetry's own SDK, as Quarkus bundles it. */
class KeycloakTracingTest {

    private static final class Kept implements SpanExporter {

        private final List<SpanData> spans = new CopyOnWriteArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> more) {
            spans.addAll(more);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private final Kept kept = new Kept();

    private Tracer tracer(Sampler sampler) {
        return SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(kept))
                .build()
                .get("test");
    }

    @Test
    void aSpanGoesOnWithTheTraceOfItsFirstCauseAndRefersToTheOthers() {
        Tracer tracer = tracer(Sampler.alwaysOn());
        Tracing tracing = new KeycloakTracing(() -> tracer);
        assertTrue(tracing.here().isEmpty());
        Tracing.Span one = tracing.begin("one", List.of(), 1_000);
        Tracing.Mark first = tracing.here().orElseThrow();
        one.end();
        Tracing.Span other = tracing.begin("other", List.of(), 2_000);
        Tracing.Mark second = tracing.here().orElseThrow();
        other.end();
        assertTrue(tracing.here().isEmpty());

        Tracing.Span cut = tracing.begin("cut", List.of(first, second), 3_000);
        cut.tag("multiregion.realm", "acme");
        cut.failed("TransportException");
        Tracing.Span part = cut.part("part", 4_000);
        String travels = part.traceparent();
        part.end();
        cut.end();

        SpanData ended = kept.spans.get(3);
        assertEquals("cut", ended.getName());
        assertEquals(kept.spans.get(0).getTraceId(), ended.getTraceId());
        assertEquals(kept.spans.get(0).getSpanId(), ended.getParentSpanId());
        assertEquals(
                kept.spans.get(1).getSpanId(),
                ended.getLinks().get(0).getSpanContext().getSpanId());
        assertEquals(3_000_000_000L, ended.getStartEpochNanos());
        SpanData inner = kept.spans.get(2);
        assertEquals(ended.getSpanId(), inner.getParentSpanId());
        assertEquals("00-" + inner.getTraceId() + "-" + inner.getSpanId() + "-01", travels);
    }

    /** What is not kept is no cause: a cut decides by itself then. */
    @Test
    void aTraceThatIsNotKeptIsNone() {
        Tracer tracer = tracer(Sampler.alwaysOff());
        Tracing tracing = new KeycloakTracing(() -> tracer);
        Tracing.Span dropped = tracing.begin("dropped", List.of(), 1_000);
        assertTrue(Span.current().getSpanContext().isValid());
        assertTrue(tracing.here().isEmpty());
        assertTrue(dropped.traceparent().endsWith("-00"));
        dropped.end();
        assertFalse(Span.current().getSpanContext().isValid());
    }
}
