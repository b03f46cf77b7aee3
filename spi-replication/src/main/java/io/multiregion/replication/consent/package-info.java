/** Consents that users withdraw: it is noted, so that none comes again from a region that has not heard of it. */
package io.multiregion.replication.consent;
