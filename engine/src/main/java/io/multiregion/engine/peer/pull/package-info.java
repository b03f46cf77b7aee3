/** A region that may not be called is the one that calls: messages for it wait here until it fetches them. */
package io.multiregion.engine.peer.pull;
