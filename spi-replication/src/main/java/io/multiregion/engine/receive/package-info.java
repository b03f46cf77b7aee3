/** A secondary's side of the exchange: sealed messages in, sealed answers out. */
package io.multiregion.engine.receive;
