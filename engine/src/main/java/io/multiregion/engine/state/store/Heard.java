package io.multiregion.engine.state.store;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.part.PublicUrl;
import java.net.URI;
import java.util.Optional;

/**
 * What a heartbeat of the primary told.
 *
 * @param stream the id of the realm's stream that it is about
 * @param position where the primary stands
 * @param schema what tables it has
 * @param levelAt the moment as of which the copy is level, in milliseconds since 1970
 * @param number later than all before it on the stream
 * @param whole whether the copy has all that the primary has: what went wrong before no longer matters
 * @param publicUrl what it says is its address for end users: any text
 */
public record Heard(
        String realmId,
        String stream,
        Position position,
        String schema,
        long levelAt,
        long number,
        boolean whole,
        Optional<String> publicUrl) {

    /** What was noted of it, or null. */
    static URI url(String noted) {
        return Optional.ofNullable(noted).flatMap(PublicUrl::read).orElse(null);
    }

    /** Those of the statement that notes it. */
    Object[] parameters(long now) {
        return new Object[] {
            position.epoch(),
            position.sequence(),
            levelAt,
            now,
            number,
            schema,
            publicUrl.flatMap(PublicUrl::read).map(URI::toString).orElse(null),
            whole ? 1 : 0,
            realmId,
            stream,
            number
        };
    }
}
