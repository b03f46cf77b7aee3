package io.multiregion.lab;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives stories the two regions, started once for all of them: {@code eu} on PostgreSQL and {@code us} on H2, unless the system
 * properties {@code lab.eu} and {@code lab.us} name other kinds. Each story has its own realms, and leaves both regions running.
 */
final class Regions implements BeforeAllCallback, ParameterResolver {

    /** A story that has the regions to itself finds no realm of those before it. */
    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getRequiredTestClass().isAnnotationPresent(Alone.class)) {
            regions(context).clear();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TwoRegions.class;
    }

    @Override
    public TwoRegions resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return regions(context);
    }

    private static TwoRegions regions(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Regions.class))
                .getOrComputeIfAbsent(Started.class, key -> new Started(start()), Started.class)
                .regions();
    }

    private static TwoRegions start() {
        var checkout = Checkout.here();
        return TwoRegions.start(
                Distribution.of(checkout),
                TwoRegions.workDirectory(checkout),
                System.getProperty("lab.eu", "postgres"),
                System.getProperty("lab.us", "dev-file"));
    }

    /** Closed by JUnit after the last story. */
    record Started(TwoRegions regions) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            regions.close();
        }
    }
}
