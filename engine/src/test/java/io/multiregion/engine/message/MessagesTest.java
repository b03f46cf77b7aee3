package io.multiregion.engine.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.seal.header.MessageType;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All requests and answers, one by one: written and read back, by this version and by others. */
class MessagesTest {

    private static final Set<MessageType> WITHOUT_REQUEST = EnumSet.of(
            MessageType.BATCH,
            MessageType.RETURN,
            MessageType.REPLY,
            MessageType.PASS,
            MessageType.FETCH,
            MessageType.UNKNOWN);

    static List<Request> requests() {
        return SampleMessages.requests();
    }

    static List<Answer> answers() {
        return SampleMessages.answers();
    }

    static List<Record> records() {
        return Stream.concat(requests().stream(), answers().stream())
                .map(Record.class::cast)
                .toList();
    }

    @Test
    void eachTypeAndEachRecordIsInTheTables() {
        assertEquals(
                EnumSet.complementOf(EnumSet.copyOf(WITHOUT_REQUEST)),
                requests().stream().map(Request::type).collect(Collectors.toSet()));
        Set<Class<?>> tried = records().stream().map(Object::getClass).collect(Collectors.toSet());
        Set<Class<?>> permitted = new HashSet<>();
        permit(Request.class, permitted);
        permit(Answer.class, permitted);
        assertEquals(permitted, tried);
    }

    private static void permit(Class<?> type, Set<Class<?>> records) {
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(one -> permit(one, records));
        } else {
            records.add(type);
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsReadAsItWasWritten(Request request) throws IOException {
        assertEquals(request, Messages.request(request.type(), Messages.bytes(request)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerIsReadAsItWasWritten(Answer answer) throws IOException {
        Answer read = Messages.answer(Messages.bytes(answer));
        assertEquals(answer.getClass(), read.getClass());
        assertEquals(answer.outcome(), read.outcome());
        if (answer instanceof Answer.Divergences) {
            // its rows are bytes, which a record compares by identity
            assertArrayEquals(Messages.bytes(answer), Messages.bytes(read));
        } else {
            assertEquals(answer, read);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatALaterVersionSaysBesidesIsSkipped(Record message) throws IOException {
        ObjectNode fields = fields(message);
        fields.putArray("later").add(1);
        assertArrayEquals(written(message), written(read(message, fields)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void aFieldThatIsMissingIsNamed(Record message) throws IOException {
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            ObjectNode fields = fields(message);
            fields.remove(component.getName());
            if (mayBeAbsent(component)) {
                assertEquals(message.getClass(), read(message, fields).getClass(), component::getName);
            } else if (!tellsTheForm(message, component)) {
                for (ObjectNode without : List.of(fields, fields.deepCopy().putNull(component.getName()))) {
                    IOException refused =
                            assertThrows(Messages.UnreadableException.class, () -> read(message, without));
                    assertTrue(refused.getMessage().endsWith(" has no " + component.getName()), refused::getMessage);
                }
            }
        }
    }

    /** Without it, it is another one. */
    private static boolean tellsTheForm(Record message, RecordComponent component) {
        return message instanceof Question<?> question
                ? !(question instanceof Question.Next) || component.getName().equals("kind")
                : message instanceof Answer.Done && !component.getName().equals("kind")
                        || message instanceof Answer.Undone;
    }

    @Test
    void whatIsMissingFurtherInIsNamedByItsPath() {
        assertMissing(MessageType.TERMS, "{'control':1,'terms':{'holders':[],'reigns':[]}}", "terms.primaryUrl");
        assertMissing(
                MessageType.HEARTBEATS,
                "{'streams':[{'realmId':'a','stream':'b','epoch':1,'position':{'epoch':1},'heartbeat':{}}]}",
                "streams.position.sequence");
        assertMissing(
                MessageType.FOLLOW,
                "{'control':1,'terms':{'primaryUrl':'u','holders':[{'region':'eu'}],'reigns':[]}}",
                "terms.holders.url");
    }

    private static void assertMissing(MessageType type, String json, String field) {
        IOException refused =
                assertThrows(Messages.UnreadableException.class, () -> Messages.request(type, quoted(json)));
        assertEquals("a " + type + " has no " + field, refused.getMessage());
    }

    @Test
    void anAnswerWithoutAnOutcomeIsNone() {
        assertThrows(Messages.UnreadableException.class, () -> Messages.answer(quoted("{'error':'x'}")));
        assertThrows(
                Messages.UnreadableException.class, () -> Messages.answer(quoted("{'outcome':'SCHEMA','error':'x'}")));
    }

    @Test
    void whatIsNoJsonObjectIsRefusedWithoutBeingRepeated() {
        for (String json : List.of("", "{", "[]", "7", "null", "'secret'", "{'control':'secret'}")) {
            IOException refused = assertThrows(
                    Messages.UnreadableException.class, () -> Messages.request(MessageType.DELETE, quoted(json)), json);
            assertTrue(!refused.getMessage().contains("secret"), refused::getMessage);
        }
    }

    /** What a record holds is there, unless its type says that it may not be. */
    @ParameterizedTest
    @MethodSource("records")
    void noFieldIsNullByType(Record message) throws ReflectiveOperationException {
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            assertTrue(accessor.invoke(message) != null, component::toString);
        }
    }

    private static boolean mayBeAbsent(RecordComponent component) {
        return component.getType() == Optional.class || component.getType() == boolean.class;
    }

    private static ObjectNode fields(Record message) throws IOException {
        return (ObjectNode) Json.read(written(message), JsonNode.class);
    }

    private static byte[] written(Record message) {
        return message instanceof Request request ? Messages.bytes(request) : Messages.bytes((Answer) message);
    }

    private static Record read(Record like, ObjectNode fields) throws IOException {
        byte[] payload = Json.bytes(fields);
        return like instanceof Request request
                ? (Record) Messages.request(request.type(), payload)
                : (Record) Messages.answer(payload);
    }

    private static byte[] quoted(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
