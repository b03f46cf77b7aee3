/**
 * Secrets at rest: a realm that asks for it has a data key, wrapped by each region's customer-managed key, and its secrets stand in
 * the database only sealed with it.
 */
package io.multiregion.replication.secret;
