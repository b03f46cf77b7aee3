/** What operators see and do: replicas of a realm, their lag, and proof that they are the same. */
package io.multiregion.replication.admin;
