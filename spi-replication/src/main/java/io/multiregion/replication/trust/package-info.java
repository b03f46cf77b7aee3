/** Which other regions are trusted here: by the trust directory, and by pairing, which the database tells all nodes of. */
package io.multiregion.replication.trust;
