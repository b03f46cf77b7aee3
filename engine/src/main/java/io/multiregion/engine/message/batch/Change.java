package io.multiregion.engine.message.batch;

import io.multiregion.engine.resource.ResourceKey;

/**
 * A journal entry on its way.
 *
 * @param resource what changed
 * @param committedAt when, by the writer's clock, in milliseconds since 1970
 */
public record Change(ResourceKey resource, long committedAt) {}
