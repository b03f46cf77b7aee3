package io.multiregion.engine.message.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.multiregion.engine.resource.ResourceKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;

/**
 * Writes one part in CBOR, row by row, so that a part never stands in memory as objects. {@link BatchReader} reads it back.
 *
 * <p>Layout: an array of format version, cut, sentAt, floor, the two cursors of the copy (both null if none is under way), then an
 * array of changes (kind, id, committedAt, and of a session what has ended, if anything), then an array of sections (table, columns,
 * owners, rows), each row an array of its values.
 */
public final class BatchWriter {

    static final int VERSION = 1;

    static final CBORFactory CBOR = new CBORFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator out;
    private final int full;
    private boolean inSections;

    /** Begins a part; what {@code head} has of changes and sections is not written. */
    public BatchWriter(Batch head) throws IOException {
        this(head, Integer.MAX_VALUE);
    }

    /** @param full how large the part may become before it is ended */
    public BatchWriter(Batch head, int full) throws IOException {
        this.full = full;
        out = CBOR.createGenerator(bytes);
        out.writeStartArray();
        out.writeNumber(VERSION);
        out.writeString(head.cut());
        out.writeNumber(head.sentAt());
        out.writeNumber(head.floor());
        text(head.copy().map(CopyStep::from).orElse(null));
        text(head.copy().map(CopyStep::to).orElse(null));
        out.writeStartArray();
    }

    /** Writes a journal entry; all of a part's entries come before its sections. */
    public void change(ResourceKey resource, long committedAt) throws IOException {
        change(new Change(resource, committedAt));
    }

    /** Writes a journal entry with what it says of ends; all of a part's entries come before its sections. */
    public void change(Change change) throws IOException {
        out.writeStartArray();
        out.writeString(change.resource().kind().name());
        out.writeString(change.resource().id());
        out.writeNumber(change.committedAt());
        if (!change.ended().isEmpty()) {
            strings(change.ended());
        }
        out.writeEndArray();
    }

    public void startSection(String table, List<String> columns, Collection<String> owners) throws IOException {
        if (!inSections) {
            out.writeEndArray();
            out.writeStartArray();
            inSections = true;
        }
        out.writeStartArray();
        out.writeString(table);
        strings(columns);
        strings(owners);
        out.writeStartArray();
    }

    public void row(Object[] values) throws IOException {
        out.writeStartArray();
        for (Object value : values) {
            value(value);
        }
        out.writeEndArray();
    }

    public void endSection() throws IOException {
        out.writeEndArray();
        out.writeEndArray();
    }

    public boolean isFull() throws IOException {
        out.flush();
        return bytes.size() >= full;
    }

    public byte[] finish() throws IOException {
        out.writeEndArray();
        if (!inSections) {
            out.writeStartArray();
            out.writeEndArray();
        }
        out.writeEndArray();
        out.close();
        return bytes.toByteArray();
    }

    private void value(Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof byte[] binary) {
            out.writeBinary(binary);
        } else if (value instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else {
            throw new IllegalArgumentException("no value of a row: " + value.getClass());
        }
    }

    private void strings(Collection<String> values) throws IOException {
        out.writeStartArray();
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    private void text(String value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value);
        }
    }
}
