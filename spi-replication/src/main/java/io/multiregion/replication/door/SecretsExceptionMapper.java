package io.multiregion.replication.door;

import io.multiregion.engine.secret.SecretsUnavailableException;
import jakarta.ws.rs.ext.Provider;

/** A realm that could not be loaded, or a secret that could not be stored, since its data key is not open. */
@Provider
public final class SecretsExceptionMapper extends RefusedWrites<SecretsUnavailableException> {}
