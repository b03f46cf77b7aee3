/** Relying parties that nobody here wrote, and the people who use them. */
package io.multiregion.stories.parties;
