/** A browser that people use, driven by the stories. */
package io.multiregion.stories.browser;
