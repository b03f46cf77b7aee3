/** The keys that a realm will need: made on its primary beforehand, since a copy cannot make any. */
package io.multiregion.replication.readiness.key;
