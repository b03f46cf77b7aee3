/** Proof of sameness: hashes over the rows of a realm's resources, the same in every region and on every database. */
package io.multiregion.engine.digest;
