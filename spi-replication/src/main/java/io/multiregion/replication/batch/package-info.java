/** What a batch carries: the rows of changed resources, in a format that does not depend on the database. */
package io.multiregion.replication.batch;
