/** The ways by which sealed messages get to another region: which one is taken, and what both sides of each have in common. */
package io.multiregion.engine.peer.carrier;
