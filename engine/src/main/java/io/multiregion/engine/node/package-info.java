/** This node among the nodes of its region: who ships, who is awake, with which threads, and what it tells the others. */
package io.multiregion.engine.node;
