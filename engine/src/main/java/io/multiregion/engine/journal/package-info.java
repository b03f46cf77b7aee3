/** Promises A and D: the resources changed, written with the change itself, or the change refused. */
package io.multiregion.engine.journal;
