/** How a region and its copies do: the one word for each, and what regions tell each other of themselves. */
package io.multiregion.engine.vitals;
