/** Promise E: whatever fails on the way, nothing is lost, and the regions are level again. */
package io.multiregion.stories.outage;
