/** What a primary asks of this region: where it stands, what it has, and whether it could take over. */
package io.multiregion.engine.receive.ask;
