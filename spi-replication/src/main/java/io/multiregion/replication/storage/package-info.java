/** Keycloak's users of all storages, for a realm that is a copy. */
package io.multiregion.replication.storage;
