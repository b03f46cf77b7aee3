/** Regions that do not know each other exchange identities. */
package io.multiregion.stories.pairing;
