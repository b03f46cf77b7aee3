/** What this region is to each replicated realm, as rows: one class owns each table. */
package io.multiregion.engine.state.store;
