/** Promises A and B: whatever is committed on the primary is on the secondary, and nothing else is. */
package io.multiregion.stories.capture;
