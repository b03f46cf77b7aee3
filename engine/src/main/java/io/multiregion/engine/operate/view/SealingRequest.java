package io.multiregion.engine.operate.view;

/**
 * What an operator asks of a realm's sealing.
 *
 * @param enabled whether its secrets are to be sealed at rest
 * @param realm for the destruction of its data keys: the name of the realm, once more
 */
public record SealingRequest(Boolean enabled, String realm) {}
