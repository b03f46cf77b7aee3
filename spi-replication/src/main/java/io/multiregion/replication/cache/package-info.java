/** What Keycloak keeps in memory of the rows that are applied, and the local access to a copy. */
package io.multiregion.replication.cache;
