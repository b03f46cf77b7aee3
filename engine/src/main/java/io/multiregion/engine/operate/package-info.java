/** What operators do: make and remove replicas, prove that they are the same, decide about what differs. */
package io.multiregion.engine.operate;
