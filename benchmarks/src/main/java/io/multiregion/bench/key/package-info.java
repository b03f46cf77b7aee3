/** What signing, sealing and the region key cost. */
package io.multiregion.bench.key;
