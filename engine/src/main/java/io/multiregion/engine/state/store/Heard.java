package io.multiregion.engine.state.store;

import io.multiregion.engine.resource.Position;

/**
 * What a heartbeat of the primary told.
 *
 * @param position where the primary stands
 * @param schema what tables it has
 * @param levelAt the moment as of which the copy is level, in milliseconds since 1970
 * @param sentAt when it was said, by the primary's clock
 * @param whole whether the copy has all that the primary has: what went wrong before no longer matters
 */
public record Heard(Position position, String schema, long levelAt, long sentAt, boolean whole) {}
