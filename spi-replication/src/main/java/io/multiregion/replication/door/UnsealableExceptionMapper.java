package io.multiregion.replication.door;

import io.multiregion.engine.secret.UnsealableSecretException;
import jakarta.ws.rs.ext.Provider;

/** A secret that could not be stored, and never will be as it is. */
@Provider
public final class UnsealableExceptionMapper extends RefusedWrites<UnsealableSecretException> {}
