/** What a realm uses of its server, and what of it is not in this region: providers, themes, vault entries, files. */
package io.multiregion.replication.readiness.use;
