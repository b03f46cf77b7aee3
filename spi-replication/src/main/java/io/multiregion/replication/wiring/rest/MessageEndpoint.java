package io.multiregion.replication.wiring.rest;

import io.multiregion.key.KeyException;
import io.multiregion.replication.seal.Envelope;
import io.multiregion.replication.seal.NotAccepted;
import io.multiregion.replication.secret.SecretsUnavailableException;
import io.multiregion.replication.wiring.MultiRegion;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * {@code POST /realms/master/multi-region/messages}: sealed messages of other regions. Open to everybody, since the seal says
 * who sent it; whoever has no trusted one learns only that it was not accepted. Only a trusted region learns that this one can't reach its
 * key at the moment (503): the message is fine and is to be sent again. In the master realm, as the realm that a message
 * is about may not be there yet.
 */
public class MessageEndpoint {

    private static final Logger LOG = Logger.getLogger(MessageEndpoint.class);

    /** A primary has its own pauses between attempts; this is for whoever looks at the answer. */
    private static final int RETRY_SECONDS = 5;

    private final MultiRegion multiRegion;

    MessageEndpoint(MultiRegion multiRegion) {
        this.multiRegion = multiRegion;
    }

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    public Response receive(InputStream body) throws Exception {
        byte[] message;
        try {
            message = body.readNBytes(Envelope.MAX_MESSAGE + 1);
        } catch (IOException e) {
            LOG.debugf(e, "a message from another region ended early; nobody waits for an answer");
            return Response.status(Response.Status.BAD_REQUEST).build();
        }
        try {
            byte[] answer =
                    multiRegion.offRequest().call(() -> multiRegion.receiver().receive(message));
            return Response.ok(answer, MediaType.APPLICATION_OCTET_STREAM).build();
        } catch (NotAccepted e) {
            LOG.warnf("a message from another region was not accepted: %s", e.reason());
            return Response.status(Response.Status.FORBIDDEN)
                    .type(MediaType.APPLICATION_JSON)
                    .entity(Map.of("error", "not_accepted"))
                    .build();
        } catch (KeyException | SecretsUnavailableException e) {
            LOG.warnf(
                    "a message of another region has to wait: %s",
                    e instanceof SecretsUnavailableException secrets ? secrets.detail() : e.getMessage());
            return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .type(MediaType.APPLICATION_JSON)
                    .entity(Map.of("error", "try_again"))
                    .build();
        }
    }
}
