/** What a page shows of a realm, as plain text for a terminal. */
package io.multiregion.engine.overview.text;
