/** Who writes in which region, what came of it, and who judges that. */
package io.multiregion.stories.history;
