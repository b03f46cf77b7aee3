package io.multiregion.engine.journal.gate;

import io.multiregion.engine.resource.ResourceKey;

/**
 * The resource that owns a changed row.
 *
 * @param resource the resource
 * @param realmId its realm, or null if the row did not tell: it is looked up before the commit
 */
public record Owner(ResourceKey resource, String realmId) {}
