/** Databases for tests with the tables of a real Keycloak and of this extension, made by the change logs that make the real ones. */
package io.multiregion.schema;
