/** What becomes of a row that two regions have written: the safer of both, whichever comes first and however often. */
package io.multiregion.engine.merge;
