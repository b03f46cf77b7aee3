package io.multiregion.engine.seal.header;

import io.multiregion.engine.resource.Position;

/**
 * What a sealed message says of itself in the clear, authenticated together with its payload: no name, no value of a row.
 *
 * @param type what the message is about
 * @param realmId the id of the realm; the encryption context
 * @param from the region that signed it
 * @param to the only region that can open it
 * @param epoch the epoch in which {@code from} held the primary role when it sent it
 * @param base the position the message builds on
 * @param position the position that the recipient has reached once it has applied it
 * @param messageId 128 random bits in hex, new for every message
 * @param inReplyTo the message that a REPLY answers, else null
 * @param part which part of the cut this is, from 1
 * @param parts how many parts the cut has; 0 in a part that is not the last one, since the number is not known before
 * @param schema the fingerprint of the sender's schema
 * @param stream the id of the stream between the two regions that the message belongs to, 128 random bits in hex; empty in a message that
 *     belongs to none
 */
public record Header(
        MessageType type,
        String realmId,
        String from,
        String to,
        long epoch,
        Position base,
        Position position,
        String messageId,
        String inReplyTo,
        int part,
        int parts,
        String schema,
        String stream) {}
