/** What stands before each commit: whose rows it changes, and whether this region may. */
package io.multiregion.engine.journal.gate;
