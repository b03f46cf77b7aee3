/** Passes: who announces a message shows one, and it is proven before a byte of the message is read. */
package io.multiregion.engine.seal.pass;
