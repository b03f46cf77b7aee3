package io.multiregion.stories.messages;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchWriter;
import io.multiregion.engine.message.batch.Section;
import java.io.IOException;
import java.util.List;

/** Batches that no primary has sent, made of one that it has. */
final class Forged {

    private Forged() {}

    /** The recorded batch with another first name in it. */
    static Batch changed(Batch batch) {
        var sections = batch.sections().stream()
                .map(section -> section.columns().contains("FIRST_NAME") ? changed(section) : section)
                .toList();
        assertFalse(sections.equals(batch.sections()), "it changes something");
        return withSections(batch, sections);
    }

    static Section changed(Section section) {
        int name = section.columns().indexOf("FIRST_NAME");
        var rows = section.rows().stream().map(Object[]::clone).toList();
        rows.forEach(row -> row[name] = "Mallory");
        return new Section(section.table(), section.columns(), section.owners(), rows);
    }

    static Batch withSections(Batch batch, List<Section> sections) {
        return new Batch(batch.cut(), batch.sentAt(), batch.floor(), batch.copy(), batch.changes(), sections);
    }

    static Batch renamed(Batch batch, String cut) {
        return new Batch(cut, batch.sentAt(), batch.floor(), batch.copy(), batch.changes(), batch.sections());
    }

    static byte[] bytes(Batch batch) {
        try {
            var writer = new BatchWriter(batch);
            for (var change : batch.changes()) {
                writer.change(change);
            }
            for (var section : batch.sections()) {
                writer.startSection(section.table(), section.columns(), section.owners());
                for (var row : section.rows()) {
                    writer.row(row);
                }
                writer.endSection();
            }
            return writer.finish();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
