package io.multiregion.replication.rest.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.multiregion.engine.failover.SwitchoverFailedException;
import io.multiregion.engine.failover.rule.RulesRefusedException;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.seal.KeyTrouble;
import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.key.KeyException;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import io.multiregion.replication.guard.Refusal;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jboss.logging.Logger;

/** Does an operator's work on a thread without a transaction, and makes an answer of what it returns or throws. */
public final class Answers {

    private static final Logger LOG = Logger.getLogger(Answers.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT = "text/plain;charset=utf-8";
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private final MultiRegion multiRegion;
    private final String realmName;
    private final Mandate mandate;

    public Answers(MultiRegion multiRegion, String realmName, Mandate mandate) {
        this.multiRegion = multiRegion;
        this.realmName = realmName;
        this.mandate = mandate;
    }

    public <T> Response of(int status, Callable<T> work) {
        return of(done -> status, work);
    }

    /** @param status the HTTP status of what the work returns */
    public <T> Response of(ToIntFunction<T> status, Callable<T> work) {
        try {
            T done = multiRegion.offRequest().call(work);
            return json(status.applyAsInt(done), done);
        } catch (Exception e) {
            return json(status(e), body(realmName, e));
        }
    }

    /** An answer for people: text. What is refused is refused as ever, in JSON. */
    public Response text(Callable<String> work) {
        try {
            return Response.ok(multiRegion.offRequest().call(work), TEXT).build();
        } catch (Exception e) {
            return json(status(e), body(realmName, e));
        }
    }

    /** One of several realms: what came of it, or why nothing did. Called on a thread without a transaction. */
    public Object each(String realm, Callable<?> work) {
        try {
            return work.call();
        } catch (Exception e) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("realm", realm);
            body.putAll(body(realm, e));
            return body;
        }
    }

    private static int status(Exception failure) {
        if (failure instanceof RefusedException refused) {
            return refused.status();
        }
        if (cause(failure, ReadOnlyRegionException.class).isPresent()) {
            return CONFLICT;
        }
        if (keyProblem(failure).isPresent()) {
            return UNAVAILABLE;
        }
        return failure instanceof RulesRefusedException || failure instanceof SwitchoverFailedException
                ? CONFLICT
                : 500;
    }

    private Map<String, Object> body(String realm, Exception failure) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (failure instanceof RefusedException refused) {
            body.put("error", refused.error());
            body.put("error_description", refused.getMessage());
        } else if (failure instanceof RulesRefusedException refused) {
            body.put("error", "refused_by_rules");
            body.put("error_description", refused.getMessage());
            body.put("rules", refused.findings());
        } else if (failure instanceof SwitchoverFailedException failed) {
            body.put("error", "switchover_failed");
            body.put("step", failed.step());
            body.put("error_description", failed.getMessage());
        } else if (cause(failure, ReadOnlyRegionException.class).isPresent()) {
            body.putAll(Refusal.readOnly(
                            cause(failure, ReadOnlyRegionException.class).get())
                    .json());
        } else if (keyProblem(failure).isPresent()) {
            body.put("error", "key_unavailable");
            LOG.warnf(
                    "a multi-region request for realm %s failed: %s",
                    realm, keyProblem(failure).get());
            body.put(
                    "error_description",
                    mandate.isOperator() ? keyProblem(failure).get() : KeyTrouble.SAID);
        } else {
            LOG.errorf(failure, "a multi-region request for realm %s failed", realm);
            body.put("error", "server_error");
            body.put("error_description", "it failed here: look at this region's log");
        }
        return body;
    }

    /** A customer-managed key that is out of reach or refuses: its message is for operators. */
    private static Optional<String> keyProblem(Throwable failure) {
        return cause(failure, KeyException.class)
                .map(Throwable::getMessage)
                .or(() -> cause(failure, SecretsUnavailableException.class).map(SecretsUnavailableException::detail));
    }

    private static <E extends Throwable> Optional<E> cause(Throwable failure, Class<E> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    /** The members of an answer that this class has made. */
    public static Map<String, Object> members(Response answer) {
        try {
            return JSON.readValue(String.valueOf(answer.getEntity()), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The error code of an answer that this class has made, or empty if all went well. */
    public static Optional<String> error(Response answer) {
        return answer.getStatus() < 300
                ? Optional.empty()
                : Optional.of(String.valueOf(members(answer).get("error")));
    }

    public static Response json(int status, Object body) {
        try {
            return Response.status(status)
                    .type(MediaType.APPLICATION_JSON)
                    .entity(JSON.writeValueAsString(body))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
