/** Looks for rows where the catalogue says that they are. */
package io.multiregion.engine.catalogue.search;
