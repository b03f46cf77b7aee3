package io.multiregion.replication.written;

import io.multiregion.engine.journal.Written;
import io.multiregion.engine.written.Reading;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/** Answers a request whose position is not here. Runs on a worker thread, on which from now on it is noted what the request writes. */
@Provider
@Priority(TooEarlyFilter.FIRST)
public final class TooEarlyFilter implements ContainerRequestFilter {

    static final int FIRST = 100;

    private static final int INVALID = 400;
    private static final int TOO_EARLY = 425;

    @Override
    public void filter(ContainerRequestContext request) {
        Written.begin();
        Object reading = request.getProperty(WaitFilter.READING);
        if (WaitFilter.MALFORMED.equals(reading)) {
            request.abortWith(json(
                            INVALID,
                            "invalid_position",
                            PositionHeaders.WAIT + " must be a position as an answer's " + PositionHeaders.POSITION
                                    + " gives it, like 3:41")
                    .build());
        } else if (reading instanceof Reading known && known.verdict() != Reading.Verdict.REACHED) {
            request.abortWith(json(
                            TOO_EARLY,
                            known.verdict() == Reading.Verdict.LOST ? "position_lost" : "too_early",
                            said(known))
                    .header(PositionHeaders.POSITION, known.reached().toString())
                    .header(HttpHeaders.RETRY_AFTER, 1)
                    .build());
        }
    }

    private static String said(Reading reading) {
        String where =
                "this region has position " + reading.reached() + " of the realm, and not yet " + reading.wanted();
        return switch (reading.verdict()) {
            case LOST ->
                "position " + reading.wanted()
                        + " never comes: another region became the primary without it, and the stream went" + " on to "
                        + reading.reached() + "; read what is there, and write again what is missing";
            case CROWDED -> where + ", and too many requests wait already: ask again later, or ask the primary";
            default -> where + ": ask again, or ask the primary";
        };
    }

    private static Response.ResponseBuilder json(int status, String error, String description) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Map.of("error", error, "error_description", description));
    }
}
