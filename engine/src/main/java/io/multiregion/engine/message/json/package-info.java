/** How records become JSON, and JSON records. */
package io.multiregion.engine.message.json;
