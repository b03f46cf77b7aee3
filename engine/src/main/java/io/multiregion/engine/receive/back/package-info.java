/** What a primary does about what its secondaries have written. */
package io.multiregion.engine.receive.back;
