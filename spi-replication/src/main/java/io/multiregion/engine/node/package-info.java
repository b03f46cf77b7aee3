/** This node among the nodes of its region: who ships. */
package io.multiregion.engine.node;
