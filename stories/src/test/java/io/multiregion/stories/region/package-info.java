/** The regions that stories share or have to themselves, and what every story fails for. */
package io.multiregion.stories.region;
