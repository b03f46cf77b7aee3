/** The realms that are measured, and what is done in them, over and over. */
package io.multiregion.bench.load;
