package io.multiregion.engine.merge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A credential only moves on: a counter rises, a recovery code that was used is gone. All else is the primary's, above all what proves who
 * somebody is. Another region can make a credential useless so, and never make one.
 */
final class CredentialRule implements RowRule {

    static final String OTP = "otp";
    static final String RECOVERY_CODES = "recovery-authn-codes";

    /** Types with a counter, and how high it can get: what is beyond, Keycloak could not read. */
    static final Map<String, Long> COUNTERS =
            Map.of(OTP, (long) Integer.MAX_VALUE, "webauthn", 0xFFFF_FFFFL, "webauthn-passwordless", 0xFFFF_FFFFL);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COUNTER = "counter";
    private static final String CODES = "codes";

    private final List<String> columns;
    private final int type;
    private final int created;
    private final int settings;
    private final int secret;
    private final int version;

    CredentialRule(List<String> columns) {
        this.columns = columns;
        this.type = columns.indexOf("TYPE");
        this.created = columns.indexOf("CREATED_DATE");
        this.settings = columns.indexOf("CREDENTIAL_DATA");
        this.secret = columns.indexOf("SECRET_DATA");
        this.version = columns.indexOf("VERSION");
    }

    /** A credential that was made at another time is another one, though it has the same id. */
    @Override
    public Object[] merged(Object[] primary, Object[] other) {
        if (!Objects.equals(primary[type], other[type]) || !Objects.equals(primary[created], other[created])) {
            return primary;
        }
        if (COUNTERS.containsKey(String.valueOf(primary[type]))) {
            return counted(primary, other);
        }
        return RECOVERY_CODES.equals(primary[type]) ? used(primary, other) : primary;
    }

    /** By how many codes another row has a device further on, if it is one that counts its codes. */
    long codesPassed(Object[] primary, Object[] other) {
        Object[] moved = OTP.equals(primary[type]) ? merged(primary, other) : primary;
        return moved == primary ? 0 : counter(moved) - counter(primary);
    }

    private long counter(Object[] row) {
        return json(row[settings]).path(COUNTER).asLong();
    }

    /** Whether a credential became what it is by nothing but moving on. */
    boolean hasMovedOn(Object[] before, Object[] after) {
        Object[] moved = merged(before, after);
        return IntStream.range(0, columns.size())
                .filter(i -> i != version)
                .allMatch(i -> Objects.deepEquals(moved[i], after[i])
                        || (i == settings || i == secret) && moved != before && sameJson(moved[i], after[i]));
    }

    private Object[] counted(Object[] primary, Object[] other) {
        ObjectNode ours = json(primary[settings]);
        ObjectNode theirs = json(other[settings]);
        if (ours == null || theirs == null || OTP.equals(primary[type]) && !(isHotp(ours) && isHotp(theirs))) {
            return primary;
        }
        JsonNode counter = theirs.path(COUNTER);
        if (!counter.isIntegralNumber()
                || !counter.canConvertToLong()
                || counter.longValue() > COUNTERS.get(primary[type])
                || counter.longValue() <= ours.path(COUNTER).asLong()) {
            return primary;
        }
        Object[] row = next(primary);
        row[settings] = ours.put(COUNTER, counter.longValue()).toString();
        return row;
    }

    /** A transaction of Keycloak's that has read the row before fails at its version, and does not undo this. */
    private Object[] next(Object[] primary) {
        Object[] row = primary.clone();
        if (version >= 0 && primary[version] instanceof Long ours) {
            row[version] = ours + 1;
        }
        return row;
    }

    private static boolean isHotp(ObjectNode otp) {
        return otp.path("subType").asText().equals("hotp");
    }

    /** Which codes are left is in the secret data, which is not sealed: they are hashes. The other data has only how many. */
    private Object[] used(Object[] primary, Object[] other) {
        ObjectNode ours = json(primary[secret]);
        ObjectNode theirs = json(other[secret]);
        ObjectNode told = json(primary[settings]);
        if (ours == null || theirs == null || told == null || !(ours.get(CODES) instanceof ArrayNode codes)) {
            return primary;
        }
        Set<JsonNode> left = new HashSet<>();
        theirs.path(CODES).forEach(left::add);
        ArrayNode both = JSON.createArrayNode();
        Stream.of(codes)
                .flatMap(all -> IntStream.range(0, all.size()).mapToObj(all::get))
                .filter(left::contains)
                .forEach(both::add);
        if (both.size() == codes.size() || !theirs.path(CODES).isArray()) {
            return primary;
        }
        Object[] row = next(primary);
        row[secret] = ours.set(CODES, both).toString();
        row[settings] = told.put("remainingCodes", both.size()).toString();
        return row;
    }

    private static ObjectNode json(Object text) {
        try {
            return text instanceof String json && JSON.readTree(json) instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException e) {
            return null; // sealed, or not Keycloak's: nothing is known of it, and the primary's stays
        }
    }

    private static boolean sameJson(Object one, Object another) {
        ObjectNode first = json(one);
        ObjectNode second = json(another);
        return first != null && second != null && spare(first).equals(spare(second));
    }

    /** Without what says nothing: Keycloak writes it all whenever it writes. */
    private static ObjectNode spare(ObjectNode node) {
        node.properties()
                .removeIf(field -> field.getValue().isNull()
                        || field.getValue().isContainerNode()
                                && field.getValue().isEmpty());
        return node;
    }
}
