/** One log: what happens on a secondary is told to the primary's store of events, if the realm asks for it. */
package io.multiregion.engine.onelog;
