/** An upgrade of Keycloak: it migrates its model in each region by itself, and replicated realms only where they are written. */
package io.multiregion.replication.upgrade;
