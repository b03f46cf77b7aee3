/** Which other regions are trusted here, and what they may do. */
package io.multiregion.engine.peer;
