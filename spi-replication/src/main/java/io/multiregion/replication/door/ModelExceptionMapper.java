package io.multiregion.replication.door;

import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.ModelException;

/** A refused write that Keycloak's persistence wrapped into its own exception. */
@Provider
public final class ModelExceptionMapper extends RefusedWrites<ModelException> {}
