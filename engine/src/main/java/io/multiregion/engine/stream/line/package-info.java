/** The line of one stream: what goes over it, and the notes that are taken of the answers. */
package io.multiregion.engine.stream.line;
