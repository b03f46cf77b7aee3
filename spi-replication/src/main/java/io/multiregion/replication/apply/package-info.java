/** Promises B and C: one batch, one transaction, forward only; then exactly the touched objects leave Keycloak's caches. */
package io.multiregion.replication.apply;
