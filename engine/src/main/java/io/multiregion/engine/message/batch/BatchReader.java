package io.multiregion.engine.message.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads back what {@link BatchWriter} wrote. The bytes come from an opened message, so their size is bounded and their sender is
 * proven; anything out of place is refused all the same.
 */
public final class BatchReader {

    private final JsonParser in;

    private BatchReader(JsonParser in) {
        this.in = in;
    }

    /** @throws IOException if the bytes are not a part of the version that this class knows */
    public static Batch read(byte[] part) throws IOException {
        try (JsonParser parser = BatchWriter.CBOR.createParser(part)) {
            return new BatchReader(parser).batch();
        } catch (RuntimeException e) {
            // a kind that is not known here, a number that is none, an end too early
            throw new IOException("malformed batch: " + e, e);
        }
    }

    private Batch batch() throws IOException {
        startArray(in.nextToken());
        long version = number();
        if (version != BatchWriter.VERSION) {
            throw new IOException("batch format " + version + " is not known here: upgrade this region first");
        }
        String cut = text();
        long sentAt = number();
        long floor = number();
        Optional<CopyStep> copy = copy();
        List<Change> changes = new ArrayList<>();
        startArray(in.nextToken());
        while (startsArray()) {
            changes.add(change());
        }
        List<Section> sections = new ArrayList<>();
        startArray(in.nextToken());
        while (startsArray()) {
            sections.add(section());
            endArray();
        }
        endArray();
        return new Batch(cut, sentAt, floor, copy, changes, sections);
    }

    private Change change() throws IOException {
        Change change = new Change(new ResourceKey(Kind.valueOf(text()), text()), number());
        if (!startsArray()) {
            return change;
        }
        List<String> ended = restOfStrings();
        endArray();
        return change.with(ended);
    }

    private Optional<CopyStep> copy() throws IOException {
        String from = text();
        String to = text();
        if ((from == null) != (to == null)) {
            throw new IOException("a step of a copy has a beginning and an end");
        }
        return from == null ? Optional.empty() : Optional.of(new CopyStep(from, to));
    }

    private Section section() throws IOException {
        String table = text();
        List<String> columns = strings();
        List<String> owners = strings();
        List<Object[]> rows = new ArrayList<>();
        startArray(in.nextToken());
        while (startsArray()) {
            Object[] row = new Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = value(in.nextToken());
            }
            endArray();
            rows.add(row);
        }
        return new Section(table, columns, owners, rows);
    }

    private Object value(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_EMBEDDED_OBJECT -> in.getBinaryValue();
            case VALUE_NUMBER_FLOAT -> in.getDecimalValue();
            default -> throw new IOException("no value of a row: " + token);
        };
    }

    private List<String> strings() throws IOException {
        startArray(in.nextToken());
        return restOfStrings();
    }

    private List<String> restOfStrings() throws IOException {
        List<String> values = new ArrayList<>();
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            values.add(in.getText());
        }
        if (in.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("a list of texts has " + in.currentToken());
        }
        return values;
    }

    private String text() throws IOException {
        JsonToken token = in.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            throw new IOException("a text was expected, not " + token);
        }
        return in.getText();
    }

    private long number() throws IOException {
        JsonToken token = in.nextToken();
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new IOException("a number was expected, not " + token);
        }
        return in.getLongValue();
    }

    private boolean startsArray() throws IOException {
        JsonToken token = in.nextToken();
        if (token == JsonToken.END_ARRAY) {
            return false;
        }
        startArray(token);
        return true;
    }

    private void endArray() throws IOException {
        JsonToken token = in.nextToken();
        if (token != JsonToken.END_ARRAY) {
            throw new IOException("the end of a list was expected, not " + token);
        }
    }

    private static void startArray(JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            throw new IOException("a list was expected, not " + token);
        }
    }
}
