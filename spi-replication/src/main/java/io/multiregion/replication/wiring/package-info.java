/** Where Keycloak's SPIs meet the rest: factories, filters, and the one place that puts everything together. */
package io.multiregion.replication.wiring;
