/** Where users' traffic goes once this region has become the primary of a realm. */
package io.multiregion.engine.traffic;
