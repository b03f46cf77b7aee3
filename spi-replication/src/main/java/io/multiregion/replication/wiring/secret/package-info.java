/** Where secrets pass between Keycloak and its database: entities, mail settings, identity providers. */
package io.multiregion.replication.wiring.secret;
