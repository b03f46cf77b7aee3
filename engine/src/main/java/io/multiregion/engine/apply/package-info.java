/** Promises B and C: one cut, one transaction, forward only; then the touched objects leave Keycloak's caches. */
package io.multiregion.engine.apply;
