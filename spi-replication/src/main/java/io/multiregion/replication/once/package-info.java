/** What is good once is good once in all regions: what one has used, the others refuse. */
package io.multiregion.replication.once;
