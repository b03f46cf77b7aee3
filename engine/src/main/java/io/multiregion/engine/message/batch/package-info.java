/** Rows of changed resources on their way, in a format that does not depend on the database. */
package io.multiregion.engine.message.batch;
