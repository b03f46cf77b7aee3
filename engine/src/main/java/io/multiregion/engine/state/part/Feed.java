package io.multiregion.engine.state.part;

import io.multiregion.engine.resource.Position;
import java.net.URI;
import java.time.Instant;

/**
 * What a secondary knows of the stream that feeds it.
 *
 * @param stream its id; {@link io.multiregion.engine.state.part.StreamId#NONE} where there is none
 * @param heard the last position heard of from the primary
 * @param heardAt when the primary was last heard of, by this region's clock
 * @param levelAt the instant, by the primary's clock, as of which this copy is known to have held everything that was committed;
 *     {@link Instant#EPOCH} before the first copy is done
 * @param heardSchema what the primary last said of its schema, or null
 * @param publicUrl where end users reach the primary, as it last said, or null
 */
public record Feed(String stream, Position heard, Instant heardAt, Instant levelAt, String heardSchema, URI publicUrl) {

    /** A stream that begins. */
    public static Feed from(String stream, Position position) {
        return new Feed(stream, position, Instant.EPOCH, Instant.EPOCH, null, null);
    }
}
