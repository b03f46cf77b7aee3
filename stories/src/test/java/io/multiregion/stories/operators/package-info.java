/** Who may operate replication, what is recorded of it, and what may be done wrong. */
package io.multiregion.stories.operators;
