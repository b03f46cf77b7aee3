/** A region as this program reaches it: by HTTP, with a token. */
package io.multiregion.command.server;
