/** Secrets at rest, and the outage of the key service that they are sealed with. */
package io.multiregion.stories.sealing;
