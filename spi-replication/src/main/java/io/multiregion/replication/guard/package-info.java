/** What a secondary serves and what it refuses, and how it says so. */
package io.multiregion.replication.guard;
