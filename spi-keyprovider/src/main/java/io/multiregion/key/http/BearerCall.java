package io.multiregion.key.http;

import java.net.http.HttpRequest;
import java.util.function.Supplier;

/** A call with a token that expires (RFC 6750). */
record BearerCall(Renewed<String> token, Supplier<HttpRequest.Builder> unauthorized) implements ServiceCall {

    @Override
    public HttpRequest.Builder request() {
        return unauthorized.get().header("Authorization", "Bearer " + token.get());
    }

    @Override
    public boolean credentialsRefused() {
        token.forget();
        return true;
    }
}
