/** What this region is to each replicated realm, as values. */
package io.multiregion.engine.state;
