/** The engine of one region on one node, put together wing by wing from what the server and the outside give it. */
package io.multiregion.engine.region;
