/** Regions of several nodes, and more than two regions. */
package io.multiregion.stories.several;
