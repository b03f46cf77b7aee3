package io.multiregion.engine.succession;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;

/**
 * What another region says of a realm's primary role: the part of a FOLLOW, PROMOTE or CANCEL that decides.
 *
 * @param claim the sender's claim to the role
 * @param stream the stream that it is said in
 * @param position where the sender says that the stream stands
 * @param control the number of the order
 */
public record Word(Claim claim, String stream, Position position, long control) {}
