/** Regions that are set up together, with the keys by which they trust each other. */
package io.multiregion.lab.setup;
