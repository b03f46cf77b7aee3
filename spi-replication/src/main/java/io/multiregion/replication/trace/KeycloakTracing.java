package io.multiregion.replication.trace;

import io.multiregion.engine.trace.Tracing;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.tracing.TracingProvider;

/** Keycloak's own OpenTelemetry: with its tracing on, the extension's spans go where Keycloak's go. */
public final class KeycloakTracing implements Tracing {

    /** Keycloak's provider where tracing is on; there is another one, that does nothing, where it is off. */
    private static final String ON = "opentelemetry";

    private static final String NAME = "io.multiregion";

    private final Supplier<Tracer> source;
    private volatile Tracer tracer;

    /** @param source of what makes spans; asked once, by whoever needs it first */
    KeycloakTracing(Supplier<Tracer> source) {
        this.source = source;
    }

    /** Where this server keeps its traces. */
    public static Tracing of(KeycloakSessionFactory sessions) {
        ProviderFactory<?> factory = sessions.getProviderFactory(TracingProvider.class);
        return factory != null && factory.getId().equals(ON)
                ? new KeycloakTracing(() -> tracer(sessions))
                : Tracing.NONE;
    }

    private static Tracer tracer(KeycloakSessionFactory sessions) {
        try (KeycloakSession session = sessions.create()) {
            return session.getProvider(TracingProvider.class).getTracer(NAME);
        }
    }

    private record Place(SpanContext context) implements Mark {}

    @Override
    public Optional<Mark> here() {
        SpanContext context = KeycloakSpan.current();
        return context.isValid() && context.isSampled() ? Optional.of(new Place(context)) : Optional.empty();
    }

    @Override
    public Tracing.Span begin(String name, List<Mark> causes, long sinceMillis) {
        SpanBuilder span = tracer().spanBuilder(name).setStartTimestamp(sinceMillis, TimeUnit.MILLISECONDS);
        if (causes.isEmpty()) {
            span.setNoParent();
        } else {
            span.setParent(KeycloakSpan.within(context(causes.get(0))));
        }
        causes.stream().skip(1).forEach(cause -> span.addLink(context(cause)));
        return new KeycloakSpan(tracer(), span.startSpan());
    }

    private static SpanContext context(Mark mark) {
        return ((Place) mark).context();
    }

    private Tracer tracer() {
        Tracer known = tracer;
        if (known == null) {
            known = source.get();
            tracer = known;
        }
        return known;
    }
}
