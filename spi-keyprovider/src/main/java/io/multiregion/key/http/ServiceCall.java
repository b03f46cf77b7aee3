package io.multiregion.key.http;

import java.net.http.HttpRequest;
import java.util.function.Supplier;

/** One call to a key service, made anew for each attempt, since signatures and tokens are of their time. */
public interface ServiceCall {

    /** A call with a token that expires. */
    static ServiceCall bearer(Renewed<String> token, Supplier<HttpRequest.Builder> unauthorized) {
        return new BearerCall(token, unauthorized);
    }

    /** @throws io.multiregion.key.KeyException if the credentials for it are not to be had */
    HttpRequest.Builder request();

    /**
     * The service did not accept the credentials.
     *
     * @return whether others may be had, so that another attempt makes sense
     */
    default boolean credentialsRefused() {
        return false;
    }
}
