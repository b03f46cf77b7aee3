package io.multiregion.replication.issuer;

import io.multiregion.engine.state.part.Issuer;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.HostnameProvider;
import org.keycloak.urls.UrlType;

/**
 * Keycloak's own answer, but for the users' URLs of a realm that has an {@link Issuer}: those are the issuer's, before the realm's
 * frontend URL and before the request. For a request that presents a token of an accepted former issuer they are the former ones,
 * so that Keycloak accepts it; all its other checks stay as they are.
 */
final class IssuerHostname implements HostnameProvider {

    private final KeycloakSession session;
    private final HostnameProvider usual;
    private final Function<String, Optional<Issuer>> issuers;
    private final Clock clock;

    /** @param issuers the issuer of a replicated realm, by realm id; asked for every request */
    IssuerHostname(
            KeycloakSession session, HostnameProvider usual, Function<String, Optional<Issuer>> issuers, Clock clock) {
        this.session = session;
        this.usual = usual;
        this.issuers = issuers;
        this.clock = clock;
    }

    @Override
    public URI getBaseUri(UriInfo request, UrlType type) {
        Optional<Issuer> issuer =
                Optional.ofNullable(session.getContext().getRealm()).flatMap(realm -> issuers.apply(realm.getId()));
        if (issuer.isEmpty() || !usersReach(request, type)) {
            return usual.getBaseUri(request, type);
        }
        URI base = issuer.get().answering(PresentedIssuers.of(session), clock.instant());
        // with a slash at the end, as Keycloak has it for a full URL in its option hostname
        return URI.create(base + "/");
    }

    /** The administrators' URLs stay as they are, and so do a back channel's that follow the request. */
    private boolean usersReach(UriInfo request, UrlType type) {
        return switch (type) {
            case FRONTEND -> true;
            case BACKEND ->
                usual.getBaseUri(request, UrlType.BACKEND).equals(usual.getBaseUri(request, UrlType.FRONTEND));
            case ADMIN, LOCAL_ADMIN -> false;
        };
    }

    @Override
    public String getScheme(UriInfo request, UrlType type) {
        return getBaseUri(request, type).getScheme();
    }

    @Override
    public String getScheme(UriInfo request) {
        return getScheme(request, UrlType.FRONTEND);
    }

    @Override
    public String getHostname(UriInfo request, UrlType type) {
        return getBaseUri(request, type).getHost();
    }

    @Override
    public String getHostname(UriInfo request) {
        return getHostname(request, UrlType.FRONTEND);
    }

    @Override
    public int getPort(UriInfo request, UrlType type) {
        return getBaseUri(request, type).getPort();
    }

    @Override
    public int getPort(UriInfo request) {
        return getPort(request, UrlType.FRONTEND);
    }

    @Override
    public String getContextPath(UriInfo request, UrlType type) {
        return getBaseUri(request, type).getPath();
    }

    @Override
    public String getContextPath(UriInfo request) {
        return getContextPath(request, UrlType.FRONTEND);
    }
}
