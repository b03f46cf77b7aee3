/** Why a stream does not go on: said by one region to another, kept with the stream, and shown to operators. */
package io.multiregion.engine.trouble;
