/** What a page shows of a realm in all its regions, and of all realms, each by one call. */
package io.multiregion.engine.overview;
