/** Which message is read at all: from whom, how many at a time, how long it may take, and not twice. */
package io.multiregion.engine.admission;
