package io.multiregion.engine.peer;

import io.multiregion.engine.message.Heartbeats.Vitals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What this region says of itself. Its keys are tried once a minute: in a key service that is not free. */
public final class OwnVitals implements Supplier<Vitals> {

    private static final Duration TRIED = Duration.ofSeconds(60);

    private final KeysUsable keys;
    private final String keycloak;
    private final IntSupplier servers;
    private final Optional<URI> publicUrl;
    private final Clock clock;
    private final String extension = extension();
    private volatile Vitals last;

    /**
     * @param keycloak Keycloak's version
     * @param servers how many servers this region has; 0 if that is not known
     */
    public OwnVitals(KeysUsable keys, String keycloak, IntSupplier servers, Optional<URI> publicUrl, Clock clock) {
        this.keys = keys;
        this.keycloak = keycloak;
        this.servers = servers;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** The version that the build wrote down. */
    private static String extension() {
        try (InputStream text = OwnVitals.class.getResourceAsStream("/io/multiregion/engine/version.txt")) {
            return text == null ? Vitals.UNKNOWN : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Vitals get() {
        Vitals known = last;
        if (known == null || Math.abs(clock.millis() - known.clock()) >= TRIED.toMillis()) {
            known = tried();
            last = known;
        }
        return known;
    }

    private Vitals tried() {
        KeysUsable.Report report = keys.own();
        return new Vitals(
                keycloak,
                extension,
                servers.getAsInt(),
                clock.millis(),
                Optional.empty(),
                report.ownCertificateExpires().toEpochMilli(),
                report.usable(),
                publicUrl.map(URI::toString));
    }
}
