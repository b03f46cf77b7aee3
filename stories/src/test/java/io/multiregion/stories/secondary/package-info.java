/** Promises D, G and H: what a secondary serves, refuses and honours. */
package io.multiregion.stories.secondary;
