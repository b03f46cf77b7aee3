/** The rows of a cut against those that are here: what differs, what is in the way, what may not be written. */
package io.multiregion.engine.apply.rows;
