package io.multiregion.replication.written;

import io.multiregion.engine.written.Reading;
import io.multiregion.engine.written.Reading.Verdict;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What a request is answered that names a position, and is not served. All texts are our own: there is nothing in them to escape. */
final class TooEarly {

    private static final int INVALID = 400;
    private static final int TOO_EARLY = 425;

    private TooEarly() {}

    static Response malformed() {
        return json(
                        INVALID,
                        "invalid_position",
                        PositionHeaders.WAIT + " must be a position as an answer's " + PositionHeaders.POSITION
                                + " gives it, like 3:41")
                .build();
    }

    static Response of(Reading reading) {
        return json(TOO_EARLY, reading.verdict() == Verdict.LOST ? "position_lost" : "too_early", said(reading))
                .header(PositionHeaders.POSITION, reading.reached().toString())
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }

    private static String said(Reading reading) {
        String where =
                "this region has position " + reading.reached() + " of the realm, and not yet " + reading.wanted();
        return switch (reading.verdict()) {
            case LOST ->
                "position " + reading.wanted() + " never comes: another region became the primary without it, and the"
                        + " stream went on to " + reading.reached()
                        + "; read what is there, and write again what is missing";
            case CROWDED -> where + ", and too many requests wait already: ask again later, or ask the primary";
            default -> where + ": ask again, or ask the primary";
        };
    }

    private static Response.ResponseBuilder json(int status, String error, String description) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
    }
}
