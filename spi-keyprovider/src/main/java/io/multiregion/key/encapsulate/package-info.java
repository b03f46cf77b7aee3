/** How a key pair passes on a one-time key. */
package io.multiregion.key.encapsulate;
