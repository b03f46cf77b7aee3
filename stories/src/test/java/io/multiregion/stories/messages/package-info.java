/** Promises C and F: who writes to a region in the name of another one changes nothing. */
package io.multiregion.stories.messages;
