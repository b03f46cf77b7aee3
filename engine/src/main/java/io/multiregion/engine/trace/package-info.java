/** A change on its way from a writer to the other regions, told to whoever traces. */
package io.multiregion.engine.trace;
