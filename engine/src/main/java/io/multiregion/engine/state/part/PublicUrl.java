package io.multiregion.engine.state.part;

import io.multiregion.engine.settings.BaseUrl;
import java.net.URI;
import java.util.Optional;

/** Where end users reach a region and no other one, as that region says. People are shown it as a link, so nothing else passes. */
public final class PublicUrl {

    private PublicUrl() {}

    /** Reads what another region says; empty if that is no base URL that may be shown. */
    public static Optional<URI> read(String told) {
        try {
            return Optional.of(BaseUrl.ofPeople(told));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
