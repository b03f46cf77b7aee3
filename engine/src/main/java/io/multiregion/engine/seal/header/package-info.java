/** What a message says of itself, and its bytes. */
package io.multiregion.engine.seal.header;
