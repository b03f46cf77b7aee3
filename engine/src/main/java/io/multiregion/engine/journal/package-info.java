/** Promise A: the resources changed, written with the change itself. */
package io.multiregion.engine.journal;
