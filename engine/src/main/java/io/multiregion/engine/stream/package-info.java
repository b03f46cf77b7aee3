/** A primary's side of the exchange: one stream per realm and replica, woken by commits, resumed wherever it stopped. */
package io.multiregion.engine.stream;
