package io.multiregion.engine.stream.line;

import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.succession.Succession;

/**
 * Where streams go to: how other regions are talked to, and what is between them and this one.
 *
 * @param consents which claims of others are believed
 * @param succession who led the realm, and who may
 * @param divergences what others had beyond the common history
 */
public record Others(Peer peer, Consents consents, Succession succession, Divergences divergences) {}
