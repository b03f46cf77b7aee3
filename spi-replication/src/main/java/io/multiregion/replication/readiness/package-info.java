/** What a region must have before it can be a realm's primary, checked in that region: providers, keys, signatures. */
package io.multiregion.replication.readiness;
