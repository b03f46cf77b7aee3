/** Sessions that have not arrived yet: waited for, and no cookie of theirs destroyed. */
package io.multiregion.replication.session;
