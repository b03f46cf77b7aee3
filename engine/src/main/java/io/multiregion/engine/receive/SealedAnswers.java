package io.multiregion.engine.receive;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.Topology;
import java.util.Optional;

/** Seals answers. The header says where the copy stands once the message was taken, to those who may know. */
public final class SealedAnswers {

    private final Shape shape;
    private final Envelope envelope;
    private final Topology topology;

    /** @param shape of this region's replicated tables */
    public SealedAnswers(Shape shape, Envelope envelope, Topology topology) {
        this.shape = shape;
        this.envelope = envelope;
        this.topology = topology;
    }

    byte[] seal(Told told, Answer answer) {
        Header header = told.header();
        lookAgain(header);
        Optional<RealmState> copy = copyFor(header, told.known().isPresent());
        return envelope.seal(
                new Header(
                        MessageType.REPLY,
                        header.realmId(),
                        header.to(),
                        header.from(),
                        header.epoch(),
                        header.base(),
                        copy.map(RealmState::position).orElse(Position.START),
                        MessageId.next(),
                        header.messageId(),
                        1,
                        1,
                        shape.mark().toString(),
                        copy.filter(realm -> realm.primaryRegion().equals(header.from()))
                                .map(RealmState::stream)
                                .orElse(StreamId.NONE)),
                Messages.bytes(answer));
    }

    private void lookAgain(Header header) {
        if (header.type() == MessageType.HEARTBEATS) {
            topology.refresh();
        } else {
            topology.refresh(header.realmId());
        }
    }

    /** What is here of the realm, for those who held it before the message or are followed since. */
    private Optional<RealmState> copyFor(Header header, boolean held) {
        return topology.secondary(header.realmId())
                .filter(realm -> held || realm.primaryRegion().equals(header.from()));
    }
}
