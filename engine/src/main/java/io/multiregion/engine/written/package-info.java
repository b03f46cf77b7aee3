/** What a writer is told of what it has written, and what a reader of it waits for. */
package io.multiregion.engine.written;
