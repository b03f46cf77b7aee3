/** Another region, reached: a sealed message out, a sealed answer back. */
package io.multiregion.engine.peer.transport;
