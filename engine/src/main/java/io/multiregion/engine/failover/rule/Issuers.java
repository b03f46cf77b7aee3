package io.multiregion.engine.failover.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.state.part.Issuer;

/** What a request says of the realm's issuer, as it is kept. */
public final class Issuers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Issuers() {}

    /** Refuses a request with an issuer that can't be one, before anything is moved. */
    public static void check(MoveRequest request) {
        if (request.issuer() != null) {
            read(request);
        } else if (!request.acceptedIssuers().isEmpty() || request.acceptUntil() != null) {
            throw unusable("acceptedIssuers and acceptUntil go with a new issuer: name it too, or leave them out");
        }
    }

    public static String json(MoveRequest request) {
        try {
            return JSON.writeValueAsString(read(request));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Issuer read(MoveRequest request) {
        try {
            return Issuer.of(request.issuer(), request.acceptedIssuers(), request.acceptUntil());
        } catch (IllegalArgumentException e) {
            throw unusable(e.getMessage());
        }
    }

    private static RefusedException unusable(String problem) {
        return new RefusedException(400, "invalid_request", problem);
    }
}
