package io.multiregion.replication.user;

import java.util.regex.Pattern;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/**
 * The requests in which an identity provider vouches for a user: he comes back from it, or a client exchanges its token. Keycloak and
 * the provider's mappers then bring the user up to date. On a secondary that is left to the next sign-in on the primary.
 */
public final class Vouched {

    private static final Pattern BROKER = Pattern.compile("/?realms/[^/]+/broker/.*");
    private static final Pattern TOKEN = Pattern.compile("/?realms/[^/]+/protocol/openid-connect/token");

    private Vouched() {}

    /** Whether this is such a request. */
    public static boolean in(KeycloakSession session) {
        HttpRequest request = session.getContext().getHttpRequest();
        if (request == null) {
            return false;
        }
        String path = session.getContext().getUri().getPath();
        return matches(
                path,
                TOKEN.matcher(path).matches()
                        ? request.getDecodedFormParameters().getFirst(OAuth2Constants.GRANT_TYPE)
                        : null);
    }

    /** Whether a request for this path, with this grant if it is one for a token, is such a request. */
    static boolean matches(String path, String grant) {
        return BROKER.matcher(path).matches()
                || TOKEN.matcher(path).matches() && OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE.equals(grant);
    }
}
