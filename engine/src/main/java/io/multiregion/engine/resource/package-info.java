/** The vocabulary of replication: what a change is a change of, and where it stands in a realm's stream. */
package io.multiregion.engine.resource;
