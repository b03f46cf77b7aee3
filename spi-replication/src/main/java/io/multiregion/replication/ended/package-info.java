/** Sessions that somebody has ended stay ended, whatever Keycloak's caches say. */
package io.multiregion.replication.ended;
