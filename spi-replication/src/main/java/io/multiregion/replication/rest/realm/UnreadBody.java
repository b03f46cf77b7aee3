package io.multiregion.replication.rest.realm;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * What becomes of a body that nobody reads. Left alone, Vert.x would keep the connection, and what it has read ahead of it, for as long
 * as the client likes. Here no thread waits for it and nothing of it is kept.
 */
final class UnreadBody {

    /** As long, and as much of the body, as the answer may take to arrive before the connection is torn down under it. */
    private static final long LINGER_MILLIS = 1000;

    private static final long LINGER_BYTES = 1 << 20;

    private final RoutingContext context;

    UnreadBody(RoutingContext context) {
        this.context = context;
    }

    /** The rest comes and is thrown away: for one who is known, and gets the same connection again. */
    void discard() {
        discard(Long.MAX_VALUE);
    }

    private void discard(long most) {
        HttpServerRequest request = context.request();
        try {
            request.handler(buffer -> {
                if (request.bytesRead() > most) {
                    request.pause();
                }
            });
        } catch (IllegalStateException e) {
            // all of it has come already
            return;
        }
        request.resume();
    }

    /** The rest has a moment to come, then the connection ends: for strangers. */
    void hangUp() {
        discard(LINGER_BYTES);
        HttpServerRequest request = context.request();
        context.vertx().setTimer(LINGER_MILLIS, timer -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
    }
}
