package io.multiregion.engine.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.engine.message.Answer.Outcome;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.trouble.Trouble;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The one place that knows how requests and answers look in a payload: JSON objects with the fields of their records. An answer has its
 * {@code outcome} besides; which answer an OK is, is told by the field that only that one has.
 *
 * <p>What is read is whole: of the fields that this version knows, only an {@link Optional} or a {@code boolean} may be absent. Its size
 * is bounded by that of a message, and its depth by Jackson.
 */
public final class Messages {

    /** A payload is not what its message says it is. The text says what is missing, and repeats nothing of the payload. */
    public static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final String OUTCOME = "outcome";
    private static final String TROUBLE = "trouble";

    private static final Map<String, Class<? extends Answer.Done>> DONE = done();

    private Messages() {}

    private static Map<String, Class<? extends Answer.Done>> done() {
        Map<String, Class<? extends Answer.Done>> done = new LinkedHashMap<>();
        done.put("copyCursor", Answer.Copy.class);
        done.put("primary", Answer.Known.class);
        done.put("digests", Answer.Digests.class);
        done.put("ids", Answer.Page.class);
        done.put("diverged", Answer.Divergences.class);
        done.put("findings", Answer.Findings.class);
        done.put("tokens", Answer.Tokens.class);
        done.put("merged", Answer.Merged.class);
        done.put("said", Answer.SaidBefore.class);
        done.put("unconfirmed", Answer.Unconfirmed.class);
        return done;
    }

    public static byte[] bytes(Request request) {
        return Json.bytes(request);
    }

    public static byte[] bytes(Answer answer) {
        ObjectNode fields = Json.tree(answer);
        return Json.bytes(fields.put(OUTCOME, answer.outcome().name()));
    }

    /**
     * @param type one that has a request: not BATCH and RETURN, whose payload are rows, nor REPLY, PASS, FETCH and UNKNOWN
     * @throws UnreadableException if the payload is not a request of this type
     */
    public static Request request(MessageType type, byte[] payload) throws UnreadableException {
        ObjectNode fields = object(type, payload);
        return read(type, fields, shape(type, fields));
    }

    private static Class<? extends Request> shape(MessageType type, ObjectNode fields) {
        return switch (type) {
            case CREATE -> CopyOrder.Create.class;
            case STATUS -> CopyOrder.Status.class;
            case DELETE -> CopyOrder.Delete.class;
            case HEARTBEAT -> Heartbeat.class;
            case HEARTBEATS -> Heartbeats.class;
            case DIGEST -> question(fields);
            case TERMS -> RoleOrder.Tell.class;
            case FOLLOW -> RoleOrder.Follow.class;
            case PROMOTE -> RoleOrder.Promote.class;
            case CANCEL -> RoleOrder.Cancel.class;
            case CLAIM -> Inquiry.Primary.class;
            case DIVERGENCES -> Inquiry.Divergences.class;
            case READINESS -> Inquiry.Readiness.class;
            case PROBE -> Inquiry.Probe.class;
            case EVENTS -> Inquiry.Events.class;
            case PREFLIGHT -> Inquiry.Preflight.class;
            case BATCH, RETURN, REPLY, PASS, FETCH, UNKNOWN ->
                throw new IllegalArgumentException("a " + type + " has no request");
        };
    }

    private static Class<? extends Request> question(ObjectNode fields) {
        if (!fields.hasNonNull("kind")) {
            return Question.Kinds.class;
        }
        return fields.hasNonNull("ids") ? Question.Resources.class : Question.Next.class;
    }

    /** @throws UnreadableException if the payload is not an answer */
    public static Answer answer(byte[] payload) throws UnreadableException {
        ObjectNode fields = object(MessageType.REPLY, payload);
        if (!fields.path(OUTCOME).isTextual()) {
            throw missing(MessageType.REPLY, OUTCOME);
        }
        Outcome outcome = read(MessageType.REPLY, fields.get(OUTCOME), Outcome.class);
        return switch (outcome) {
            case OK -> read(MessageType.REPLY, fields, doneBy(fields));
            case GAP -> read(MessageType.REPLY, fields, Answer.Gap.class);
            case STALE_EPOCH -> read(MessageType.REPLY, fields, Answer.Stale.class);
            case SCHEMA -> read(MessageType.REPLY, fields, Answer.OtherTables.class);
            default -> new Answer.Undone(outcome, fields.path("error").asText(), trouble(fields));
        };
    }

    /** What a later version says of it and this one can't read is left out: the error stands for itself. */
    private static Optional<Trouble> trouble(ObjectNode fields) {
        try {
            return fields.hasNonNull(TROUBLE)
                    ? Optional.of(read(MessageType.REPLY, fields.get(TROUBLE), Trouble.class))
                    : Optional.empty();
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    private static Class<? extends Answer> doneBy(ObjectNode fields) {
        for (Map.Entry<String, Class<? extends Answer.Done>> done : DONE.entrySet()) {
            if (fields.hasNonNull(done.getKey())) {
                return done.getValue();
            }
        }
        return Answer.Ok.class;
    }

    private static ObjectNode object(MessageType type, byte[] payload) throws UnreadableException {
        try {
            if (Json.read(payload, JsonNode.class) instanceof ObjectNode fields) {
                return fields;
            }
        } catch (IOException e) {
            throw new UnreadableException("the payload of a " + type + " is not JSON", e);
        }
        throw new UnreadableException("the payload of a " + type + " is not a JSON object", null);
    }

    private static <T> T read(MessageType type, JsonNode fields, Class<? extends T> shape) throws UnreadableException {
        Optional<String> missing = missing(shape, fields, "");
        if (missing.isPresent()) {
            throw missing(type, missing.get());
        }
        try {
            return Json.read(fields, shape);
        } catch (IOException e) {
            throw new UnreadableException("a field of a " + type + " is not what it has to be", e);
        }
    }

    private static UnreadableException missing(MessageType type, String field) {
        return new UnreadableException("a " + type + " has no " + field, null);
    }

    /** The path of a field that must be there and is not. */
    private static Optional<String> missing(Type type, JsonNode value, String path) {
        if (type instanceof ParameterizedType several) {
            Type[] contents = several.getActualTypeArguments();
            if (several.getRawType() == Optional.class) {
                return missing(contents[0], value, path);
            }
            for (JsonNode content : value) {
                Optional<String> missing = missing(contents[contents.length - 1], content, path);
                if (missing.isPresent()) {
                    return missing;
                }
            }
        } else if (type instanceof Class<?> shape && shape.isRecord()) {
            for (RecordComponent component : shape.getRecordComponents()) {
                String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
                boolean mayBeAbsent = component.getType() == Optional.class || component.getType() == boolean.class;
                Optional<String> missing = value.hasNonNull(component.getName())
                        ? missing(component.getGenericType(), value.get(component.getName()), name)
                        : Optional.of(name).filter(absent -> !mayBeAbsent);
                if (missing.isPresent()) {
                    return missing;
                }
            }
        }
        return Optional.empty();
    }
}
