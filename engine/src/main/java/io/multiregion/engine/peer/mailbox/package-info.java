/** Two regions of which neither can call the other: messages and answers are objects in a place that both reach. */
package io.multiregion.engine.peer.mailbox;
