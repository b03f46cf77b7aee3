/** The data keys of realms, wrapped by each region's customer-managed key. */
package io.multiregion.engine.secret.key;
