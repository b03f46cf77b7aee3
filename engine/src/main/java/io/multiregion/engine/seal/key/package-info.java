/** Content keys: made, agreed, kept for a while, used again. */
package io.multiregion.engine.seal.key;
