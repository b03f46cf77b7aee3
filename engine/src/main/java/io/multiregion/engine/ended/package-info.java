/** Which sessions somebody has ended: told to other regions, and remembered against caches that bring them back. */
package io.multiregion.engine.ended;
