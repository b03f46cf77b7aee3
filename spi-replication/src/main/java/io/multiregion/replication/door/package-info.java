/** The front door in Keycloak: a request filter before each resource, and the same answer for writes that are refused behind it. */
package io.multiregion.replication.door;
