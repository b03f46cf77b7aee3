/** How a data key is wrapped, whatever kind of key does it, and the layout of what comes of it. */
package io.multiregion.key.wrap;
