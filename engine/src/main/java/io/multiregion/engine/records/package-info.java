/** What this region keeps of a realm beside its state, as rows: parts that wait, divergences, data keys, how far sealing is. */
package io.multiregion.engine.records;
