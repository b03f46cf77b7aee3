/** Spans of the extension's own, in the traces that Keycloak keeps. */
package io.multiregion.replication.trace;
