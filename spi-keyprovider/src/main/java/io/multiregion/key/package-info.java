/** The keys of a region, as the rest of the house sees them: its identity, and what wraps what lies at rest. */
package io.multiregion.key;
