package io.multiregion.replication.rest.realm;

import io.multiregion.engine.admission.Admission;
import io.multiregion.engine.admission.Place;
import io.multiregion.engine.admission.TooSlowException;
import io.multiregion.engine.peer.pull.NothingWaitsException;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.key.KeyException;
import io.multiregion.replication.start.MultiRegion;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * {@code POST /realms/master/multi-region/messages}: sealed messages of other regions. Open to everybody, but what goes ahead of a message
 * proves who sent it: of one that no trusted region has announced not a byte is read, and whoever sent it learns only that it was not
 * accepted. Only a trusted region learns that this one has no room, or can't reach its key at the moment (503): the message is
 * fine and is to be sent again. In the master realm, as the realm that a message is about may not be there yet.
 */
public final class MessageEndpoint {

    private static final Logger LOG = Logger.getLogger(MessageEndpoint.class);

    /** A primary has its own pauses between attempts; these are for whoever looks at the answer. */
    private static final int RETRY_SECONDS = 5;

    private static final int BUSY_RETRY_SECONDS = 1;

    private final MultiRegion multiRegion;
    private final MessageLog log;

    MessageEndpoint(MultiRegion multiRegion, MessageLog log) {
        this.multiRegion = multiRegion;
        this.log = log;
    }

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    public Response receive(
            @HeaderParam(Announcements.FIELD) String announcement,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) String contentLength,
            @Context RoutingContext context,
            InputStream body)
            throws Exception {
        UnreadBody unread = new UnreadBody(context);
        if (announcement == null) {
            unread.hangUp();
            return refused(
                    Response.Status.BAD_REQUEST,
                    "no_header",
                    "send the field " + Announcements.FIELD + "; a proxy on the way has to pass it");
        }
        if (contentLength == null || !contentLength.matches("[0-9]{1,9}")) {
            unread.hangUp();
            return refused(Response.Status.LENGTH_REQUIRED, "no_length", "send the field Content-Length");
        }
        int length = Integer.parseInt(contentLength);
        if (length > Envelope.MAX_MESSAGE) {
            unread.hangUp();
            return refused(
                    Response.Status.REQUEST_ENTITY_TOO_LARGE,
                    "too_large",
                    "a message has at most " + Envelope.MAX_MESSAGE + " bytes");
        }
        // a call without a body may have no stream either
        return judged(announcement, length, body == null ? InputStream.nullInputStream() : body, unread);
    }

    private Response judged(String announcement, int length, InputStream body, UnreadBody unread) throws Exception {
        Admission admission;
        try {
            admission = multiRegion.door().admit(announcement, length);
        } catch (NotAcceptedException e) {
            unread.hangUp();
            log.stranger(e.reason());
            return notAccepted();
        } catch (KeyException e) {
            unread.discard();
            return tryAgain(e);
        }
        if (admission instanceof Place place) {
            return taken(place, body, unread);
        }
        unread.discard();
        if (admission instanceof Admission.Answered before) {
            return Response.ok(before.answer(), MediaType.APPLICATION_OCTET_STREAM)
                    .build();
        }
        return admission instanceof Admission.Repeated
                ? refused(Response.Status.CONFLICT, "repeated", "this message came before")
                : later("busy", BUSY_RETRY_SECONDS);
    }

    private Response taken(Place place, InputStream body, UnreadBody unread) throws Exception {
        try {
            byte[] answer = place.header().type() == MessageType.FETCH ? fetched(place, body) : received(place, body);
            return Response.ok(answer, MediaType.APPLICATION_OCTET_STREAM).build();
        } catch (TooSlowException e) {
            unread.hangUp();
            log.region(e.getMessage() + ", from " + place.header().from());
            return refused(Response.Status.REQUEST_TIMEOUT, "too_slow", e.getMessage());
        } catch (IOException e) {
            LOG.debugf(e, "a message from another region ended early; nobody waits for an answer");
            unread.hangUp();
            return refused(Response.Status.BAD_REQUEST, "ended_early", "the message ended early");
        } catch (NothingWaitsException e) {
            log.region(e.getMessage());
            return refused(Response.Status.CONFLICT, "not_waiting", e.getMessage());
        } catch (NotAcceptedException e) {
            log.region(e.reason());
            return notAccepted();
        } catch (KeyException | SecretsUnavailableException e) {
            return tryAgain(e);
        }
    }

    private byte[] received(Place place, InputStream body) throws Exception {
        try (place) {
            byte[] message = place.read(body);
            byte[] answer =
                    multiRegion.offRequest().call(() -> multiRegion.receiver().receive(place.header(), message));
            place.answered(answer);
            return answer;
        }
    }

    /** Whoever waits for messages takes no place meanwhile. */
    private byte[] fetched(Place place, InputStream body) throws Exception {
        byte[] brought;
        try (place) {
            brought = place.read(body);
            place.answered(new byte[0]);
        }
        return multiRegion
                .offRequest()
                .call(() -> multiRegion.engine().waiting().come(place.header().from(), brought));
    }

    /** Says no more, whatever the reason. */
    private static Response notAccepted() {
        return Response.status(Response.Status.FORBIDDEN)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", "not_accepted"))
                .build();
    }

    private Response tryAgain(RuntimeException e) {
        log.waits(e instanceof SecretsUnavailableException secrets ? secrets.detail() : e.getMessage());
        return later("try_again", RETRY_SECONDS);
    }

    private static Response later(String error, int seconds) {
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", error))
                .build();
    }

    private static Response refused(Response.Status status, String error, String description) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", description);
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(body)
                .build();
    }
}
