/** Where secrets pass between Keycloak and its database: mail settings, identity providers. */
package io.multiregion.replication.secret;
