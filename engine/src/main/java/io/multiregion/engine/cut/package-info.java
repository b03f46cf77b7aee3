/** Promise B: the rows of a set of resources as of one snapshot of the database, cut into parts that can be shipped. */
package io.multiregion.engine.cut;
