package io.multiregion.stories.region;

import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.lab.setup.TwoRegions;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives stories the two regions, started once for all of them: {@code eu} on PostgreSQL and {@code us} on H2, unless the system
 * properties {@code lab.eu} and {@code lab.us} name other kinds. Each story has its own realms, and leaves both regions running, and the
 * third one where it asked for that.
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
        return List.of(TwoRegions.class, ThirdRegion.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ThirdRegion.class ? third(context) : regions(context);
    }

    /** Joins when a story asks for it first, and stays for the others. */
    private static ThirdRegion third(ExtensionContext context) {
        var two = regions(context);
        return store(context)
                .getOrComputeIfAbsent(ThirdRegion.class, key -> ThirdRegion.join(two, "ap"), ThirdRegion.class);
    }

    private static TwoRegions regions(ExtensionContext context) {
        return store(context)
                .getOrComputeIfAbsent(Started.class, key -> new Started(start()), Started.class)
                .regions();
    }

    /** What is in it is closed after the last story, in reverse order. */
    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(Regions.class));
    }

    private static TwoRegions start() {
        var checkout = Checkout.here();
        return TwoRegions.start(
                Distribution.of(checkout),
                TwoRegions.workDirectory(checkout),
                System.getProperty("lab.eu", "postgres"),
                System.getProperty("lab.us", "dev-file"));
    }

    record Started(TwoRegions regions) implements AutoCloseable {
        @Override
        public void close() {
            regions.close();
        }
    }
}
