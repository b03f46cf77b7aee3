/** The steps of a stream, each with one act: told what the stream knows, it returns what the stream knows then. */
package io.multiregion.engine.stream.step;
