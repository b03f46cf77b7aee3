/** The way back: what sign-ins have written on this secondary goes to the realm's primary. */
package io.multiregion.engine.wayback;
