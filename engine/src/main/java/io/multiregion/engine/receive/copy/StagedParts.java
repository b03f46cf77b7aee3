package io.multiregion.engine.receive.copy;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchReader;
import io.multiregion.engine.records.PartRows;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.engine.secret.stored.SealedBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a cut that has more than one, until the last one comes. They lie in the database, since the next part may reach
 * another node, and as they came, sealed: nothing is in the clear before it is applied. Around that they are sealed with the data key of
 * a realm that has one, so that they go with it, from backups too.
 */
public final class StagedParts {

    private final Connections connections;
    private final Envelope envelope;
    private final SealedBytes atRest;

    public StagedParts(Connections connections, Envelope envelope, SealedBytes atRest) {
        this.connections = connections;
        this.envelope = envelope;
        this.atRest = atRest;
    }

    /**
     * Keeps a part that is not the last one; the first part of a cut drops what an abandoned cut has left.
     *
     * @throws SecretsUnavailableException if the realm's data key is not open here: the part was not kept
     */
    void keep(Header header, String cut, byte[] message) {
        byte[] stored = atRest.seal(header.realmId(), place(header.realmId(), cut, header.part()), message);
        connections.transaction(connection -> {
            PartRows.keep(connection, header.realmId(), new PartRows.Part(header.part(), cut, stored));
            return null;
        });
    }

    /**
     * All parts of the cut that {@code last} ends, in order.
     *
     * @throws SecretsUnavailableException if the data key that sealed one is not open here
     */
    List<Batch> complete(Header header, Batch last) throws IOException, NotAcceptedException {
        if (header.parts() == 1) {
            return List.of(last);
        }
        List<PartRows.Part> kept = connections.transaction(connection -> PartRows.of(connection, header.realmId()));
        if (kept.size() != header.parts() - 1
                || kept.stream().anyMatch(part -> !part.cut().equals(last.cut()))) {
            throw new IOException("the cut has " + header.parts() + " parts, and its first ones are not here");
        }
        List<Batch> parts = new ArrayList<>();
        for (PartRows.Part part : kept) {
            byte[] message =
                    atRest.open(header.realmId(), place(header.realmId(), part.cut(), part.part()), part.stored());
            parts.add(BatchReader.read(envelope.open(message).payload()));
        }
        parts.add(last);
        connections.transaction(connection -> {
            PartRows.forget(connection, header.realmId());
            return null;
        });
        return parts;
    }

    private static String place(String realmId, String cut, int part) {
        return "MR_PART.SEALED/" + realmId + "/" + cut + "/" + part;
    }
}
