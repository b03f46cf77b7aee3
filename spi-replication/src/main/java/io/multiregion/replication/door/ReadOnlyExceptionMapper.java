package io.multiregion.replication.door;

import jakarta.ws.rs.ext.Provider;
import org.keycloak.storage.ReadOnlyException;

/** A refused write that came out as it was thrown. */
@Provider
public final class ReadOnlyExceptionMapper extends RefusedWrites<ReadOnlyException> {}
